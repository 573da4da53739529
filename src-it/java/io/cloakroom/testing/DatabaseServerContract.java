package io.cloakroom.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the tests of a store take for granted about a database. */
abstract class DatabaseServerContract {
    /** A running one, which may be stopped. */
    abstract SqlServer server();

    /** What it calls itself. */
    abstract String name();

    @Test
    void tellsItsVersion() throws SQLException {
        String database = server().newDatabase();
        assertTrue(ask(database, "SELECT version()").contains(name()));
    }

    @Test
    void keepsItsDataWhenItCrashes() throws SQLException {
        String database = server().newDatabase();
        execute(database, "CREATE TABLE kept (it INTEGER)");
        execute(database, "INSERT INTO kept VALUES (42)");
        server().stop();
        assertThrows(SQLException.class, () -> connect(database));
        server().start();
        server().start();
        assertEquals("42", ask(database, "SELECT it FROM kept"));
    }

    @Test
    void databasesDoNotSeeEachOther() throws SQLException {
        String one = server().newDatabase();
        String other = server().newDatabase();
        assertNotEquals(one, other);
        execute(one, "CREATE TABLE mine (it INTEGER)");
        assertThrows(SQLException.class, () -> ask(other, "SELECT it FROM mine"));
    }

    private static String ask(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(String database, String sql) {
        SqlServer.execute(database, SqlServer.USER, SqlServer.PASSWORD, sql);
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(database, SqlServer.USER, SqlServer.PASSWORD);
    }
}
