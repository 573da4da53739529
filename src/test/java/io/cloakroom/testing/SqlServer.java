package io.cloakroom.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real database server for tests. Thread-safe. */
public interface SqlServer {
    /** The user that owns what {@link #newDatabase} makes. */
    String USER = "tester";

    /** Its password. */
    String PASSWORD = "open sesame";

    /** Starts it, unless it runs, again on the same port and with the same data; returns when it answers. */
    void start();

    /** Kills it, as a crash would; what was committed is kept. */
    void stop();

    /** The JDBC URL of a new, empty database of a server that runs then. It ends with the server, or with this JVM. */
    String newDatabase();

    /** Runs statements one by one, each committed at once. */
    static void execute(String url, String user, String password, String... statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
