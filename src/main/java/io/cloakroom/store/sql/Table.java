package io.cloakroom.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The table in the database: looked for first, and made if it is missing. Immutable. */
record Table(DataSource database, TableName name) {

    /**
     * Sees that the table is there.
     *
     * @param create whether to make it if it is missing
     * @throws PersistenceException if it is missing still, or lacks a column; the message says what to run
     */
    void check(boolean create) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Set<String> columns = columns(connection);
            if (columns.isEmpty() && create) {
                make(connection);
                columns = columns(connection);
            }
            if (columns.isEmpty()) {
                throw new PersistenceException("there is no table " + name.qualified()
                        + ": make it with the statements in deploy/sql, or set session.sql.create-table=true");
            }
            if (!columns.contains("version")) {
                throw new PersistenceException("the table " + name.qualified()
                        + " has no column version, as Flask-Session makes it: run ALTER TABLE " + name.qualified()
                        + " ADD version BIGINT DEFAULT 0 NOT NULL");
            }
        }
    }

    private Set<String> columns(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = name.schema().map(given -> folded(data, given)).orElse(connection.getSchema());
        Set<String> columns = new TreeSet<>();
        try (ResultSet found =
                data.getColumns(connection.getCatalog(), schema, escaped(data, folded(data, name.name())), null)) {
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    /** The name as the database keeps it when it is not quoted. */
    private static String folded(DatabaseMetaData data, String name) {
        try {
            if (data.storesUpperCaseIdentifiers()) {
                return name.toUpperCase(Locale.ROOT);
            }
            return data.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** getColumns takes patterns, in which an underscore is any character. */
    private static String escaped(DatabaseMetaData data, String name) throws SQLException {
        return name.replace("_", data.getSearchStringEscape() + "_");
    }

    private void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : statements(connection.getMetaData().getDatabaseProductName())) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            if (columns(connection).isEmpty()) {
                throw e;
            }
            // Another node was faster.
        }
    }

    /** What deploy/sql has for this product, with our names. */
    private List<String> statements(String product) {
        String sql = Arrays.stream(resource(file(product)).split("\n"))
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\\bsessions_expiry\\b", Matcher.quoteReplacement(name.name() + "_expiry"))
                .replaceAll("\\bsessions\\b", Matcher.quoteReplacement(name.qualified()));
        return Arrays.stream(sql.split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static String file(String product) {
        String name = product.toLowerCase(Locale.ROOT);
        if (name.contains("mariadb")) {
            return "mysql.sql";
        }
        if (name.contains("microsoft")) {
            return "sqlserver.sql";
        }
        return List.of("postgresql", "mysql", "oracle").stream()
                .filter(name::contains)
                .map(known -> known + ".sql")
                .findFirst()
                .orElse("h2.sql");
    }

    private static String resource(String file) {
        try (InputStream content = Table.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("The jar lacks " + file + ".");
            }
            return new String(content.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
