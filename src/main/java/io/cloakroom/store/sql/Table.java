package io.cloakroom.store.sql;

import io.cloakroom.spi.StoreException;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The table in the database: looked for first, and made if it is missing. Immutable.
 *
 * @param schemaIsCatalog whether JDBC says catalog for what people call a schema there, as of MySQL's databases
 * @param room how many bytes a session may have
 */
record Table(TableName name, boolean schemaIsCatalog, long room) {

    /**
     * Sees that the table is there.
     *
     * @param create whether to make it if it is missing
     * @throws PersistenceException if it is missing still, or lacks a column; the message says what to run
     */
    static Table in(DataSource database, TableName name, boolean create) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Map<String, Long> columns = columns(connection, name);
            if (columns.isEmpty() && create) {
                make(connection, name);
                columns = columns(connection, name);
            }
            if (columns.isEmpty()) {
                throw new PersistenceException("there is no table " + name.qualified()
                        + ": make it with the statements in deploy/sql, or set session.sql.create-table=true");
            }
            if (!columns.containsKey("version")) {
                throw new PersistenceException("the table " + name.qualified()
                        + " has no column version, as Flask-Session makes it: run ALTER TABLE " + name.qualified()
                        + " ADD version BIGINT DEFAULT 0 NOT NULL");
            }
            boolean catalog = schemaIsCatalog(connection.getMetaData());
            // Elsewhere a column for bytes has room for all of them, and some drivers tell a wrong length.
            return new Table(name, catalog, catalog ? columns.getOrDefault("data", Long.MAX_VALUE) : Long.MAX_VALUE);
        }
    }

    /** MySQL cuts off what is too long, unless it is strict. */
    void checkRoom(int length) {
        if (length > room) {
            throw new StoreException(
                    "The column data of the table " + name.qualified() + " (session.sql.table) has room for "
                            + room + " bytes, and this session has " + length
                            + ", so that it is not saved: store less in it, or run ALTER TABLE " + name.qualified()
                            + " MODIFY data LONGBLOB.");
        }
    }

    private static boolean schemaIsCatalog(DatabaseMetaData data) throws SQLException {
        return !data.supportsSchemasInTableDefinitions() && data.supportsCatalogsInTableDefinitions();
    }

    /** Their names in lower case, and how long a value may be. */
    private static Map<String, Long> columns(Connection connection, TableName name) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String catalog = connection.getCatalog();
        String schema = connection.getSchema();
        if (name.schema().isPresent()) {
            String given = name.schema().get();
            if (schemaIsCatalog(data)) {
                catalog = given;
            } else {
                schema = folded(data, given);
            }
        }
        Map<String, Long> columns = new HashMap<>();
        try (ResultSet found = data.getColumns(
                catalog,
                schema == null ? null : escaped(data, schema),
                escaped(data, folded(data, name.name())),
                null)) {
            while (found.next()) {
                columns.put(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), found.getLong("COLUMN_SIZE"));
            }
        }
        return columns;
    }

    /** The name as the database keeps it when it is not quoted. */
    private static String folded(DatabaseMetaData data, String name) throws SQLException {
        if (data.storesUpperCaseIdentifiers()) {
            return name.toUpperCase(Locale.ROOT);
        }
        return data.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** getColumns takes patterns, in which an underscore is any character. */
    private static String escaped(DatabaseMetaData data, String name) throws SQLException {
        return name.replace("_", data.getSearchStringEscape() + "_");
    }

    private static void make(Connection connection, TableName name) throws SQLException {
        try {
            TableStatements.run(connection, name);
        } catch (SQLException e) {
            if (columns(connection, name).isEmpty()) {
                throw e;
            }
            // Another node was faster.
        }
    }
}
