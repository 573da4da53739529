package io.cloakroom.store.sql;

import io.cloakroom.testing.MariaDbServer;
import io.cloakroom.testing.PostgresServer;
import io.cloakroom.testing.Services;
import io.cloakroom.testing.SqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.h2.engine.Constants;

/** A database product under test, and what people run on it by hand. Immutable. */
enum Product {
    H2(
            "h2.sql",
            "CREATE TABLE sessions (id INTEGER NOT NULL AUTO_INCREMENT, session_id VARCHAR(255), data BLOB, expiry DATETIME,"
                    + " PRIMARY KEY (id), UNIQUE (session_id))"),
    POSTGRESQL(
            "postgresql.sql",
            "CREATE TABLE sessions (id SERIAL NOT NULL, session_id VARCHAR(255), data BYTEA, expiry TIMESTAMP WITHOUT TIME ZONE,"
                    + " PRIMARY KEY (id), UNIQUE (session_id))"),
    MARIADB(
            "mysql.sql",
            "CREATE TABLE sessions (id INTEGER NOT NULL AUTO_INCREMENT, session_id VARCHAR(255), data BLOB, expiry DATETIME,"
                    + " PRIMARY KEY (id), UNIQUE (session_id))");

    private final String file;
    private final String flasksTable;

    Product(String file, String flasksTable) {
        this.file = file;
        this.flasksTable = flasksTable;
    }

    /** The JDBC URL of an empty database. */
    String newDatabase() {
        return switch (this) {
            case H2 -> {
                Services.report("h2", Constants.VERSION, "in process");
                yield "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
            }
            case POSTGRESQL -> PostgresServer.shared().newDatabase();
            case MARIADB -> MariaDbServer.shared().newDatabase();
        };
    }

    /** How a store gets in. */
    static Map<String, String> settings(String url) {
        return Map.of(
                "session.sql", url, "session.sql.username", SqlServer.USER, "session.sql.password", SqlServer.PASSWORD);
    }

    /** Makes the table as deploy/sql says. */
    void make(String database, String table) {
        run(database, definition().replaceAll("(?m)^--.*$", ""), table);
    }

    /** Makes the table as SQLAlchemy does for Flask-Session. */
    void makeAsFlask(String database, String table) {
        run(database, flasksTable, table);
    }

    /** Runs what deploy/sql says of a table that Flask-Session made. */
    void upgrade(String database, String table) {
        String statements = definition()
                .lines()
                .filter(line -> line.startsWith("--   ") && line.endsWith(";"))
                .map(line -> line.substring(2))
                .collect(Collectors.joining("\n"));
        run(database, statements, table);
    }

    private static void run(String database, String statements, String table) {
        String[] each = Arrays.stream(
                        statements.replaceAll("\\bsessions", table).split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toArray(String[]::new);
        SqlServer.execute(database, SqlServer.USER, SqlServer.PASSWORD, each);
    }

    private String definition() {
        try {
            return Files.readString(Path.of("deploy", "sql", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
