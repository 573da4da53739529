package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of deploy/sql, as JDBC sees them: Flask-Session's rows fit in, and a table that it made is as good as a new one after the
 * statements for it.
 */
class DdlIT {
    private static final String NAME = "sessions";
    private static final String COUNTED = "CAST(id AS CHAR(20))";
    private static final byte[] SOME = {1, 2, 3};
    private static final LocalDateTime LATER = LocalDateTime.parse("2999-12-31T23:59:58.123");

    private static final Map<Table, String> MADE = new ConcurrentHashMap<>();

    /** How a table comes to be. */
    enum Way {
        MADE,
        UPGRADED
    }

    private record Table(Product product, Way way) {
        /** Its database, which it is alone in. */
        String url() {
            return MADE.computeIfAbsent(this, Table::made);
        }

        private String made() {
            String url = product.newDatabase();
            if (way == Way.MADE) {
                product.make(url, NAME);
            } else {
                product.makeAsFlask(url, NAME);
                product.upgrade(url, NAME);
            }
            return url;
        }
    }

    private final String id = "session:" + UUID.randomUUID();

    static Stream<Arguments> tables() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of(Way.values()).map(way -> Arguments.of(product, way)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void columnsAreFlasksAndAVersion(Product product, Way way) throws SQLException {
        try (Connection database = database(product, way);
                ResultSet columns = database.getMetaData()
                        .getColumns(database.getCatalog(), database.getSchema(), folded(product), null)) {
            List<String> found = new ArrayList<>();
            while (columns.next()) {
                found.add(described(columns));
            }
            assertEquals(
                    List.of("id counts", "session_id of 255", "data or null", "expiry or null", "version DEFAULT 0"),
                    found);
        }
    }

    private static String described(ResultSet column) throws SQLException {
        String name = column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
        if (column.getString("IS_AUTOINCREMENT").equals("YES")) {
            return name + " counts";
        }
        if (name.equals("session_id")) {
            return name + " of " + column.getInt("COLUMN_SIZE");
        }
        return name
                + (column.getString("IS_NULLABLE").equals("YES")
                        ? " or null"
                        : " DEFAULT " + column.getString("COLUMN_DEF"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void expiryHasAnIndex(Product product, Way way) throws SQLException {
        try (Connection database = database(product, way);
                ResultSet indexes = database.getMetaData()
                        .getIndexInfo(database.getCatalog(), database.getSchema(), folded(product), false, false)) {
            List<String> found = new ArrayList<>();
            while (indexes.next()) {
                found.add(String.valueOf(indexes.getString("COLUMN_NAME")).toLowerCase(Locale.ROOT));
            }
            assertTrue(found.contains("expiry"), found::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowsOfFlaskBeginWithVersion0(Product product, Way way) throws SQLException {
        try (Connection database = database(product, way)) {
            insertAsFlask(database, id, SOME);
            insertAsFlask(database, id + "2", SOME);
            assertEquals(0, value(database, id, "version", Long.class));
            assertNotEquals(
                    value(database, id, COUNTED, String.class), value(database, id + "2", COUNTED, String.class));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void expiryKeepsMilliseconds(Product product, Way way) throws SQLException {
        try (Connection database = database(product, way)) {
            insertAsFlask(database, id, SOME);
            assertEquals(LATER, value(database, id, "expiry", LocalDateTime.class));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void dataMayBeOf2MiB(Product product, Way way) throws SQLException {
        byte[] data = new byte[2 << 20];
        new Random(7).nextBytes(data);
        try (Connection database = database(product, way)) {
            insertAsFlask(database, id, data);
            assertArrayEquals(data, data(database, id));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void idsTellUpperFromLowerCase(Product product, Way way) throws SQLException {
        try (Connection database = database(product, way)) {
            insertAsFlask(database, id, new byte[] {'a'});
            insertAsFlask(database, id.toUpperCase(Locale.ROOT), new byte[] {'A'});
            assertArrayEquals(new byte[] {'a'}, data(database, id));
            assertArrayEquals(new byte[] {'A'}, data(database, id.toUpperCase(Locale.ROOT)));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void secondRowWithAnIdIsRefused(Product product, Way way) throws SQLException {
        try (Connection database = database(product, way)) {
            insertAsFlask(database, id, SOME);
            SQLException refused = assertThrows(SQLException.class, () -> insertAsFlask(database, id, new byte[0]));
            assertEquals("23", refused.getSQLState().substring(0, 2), "the class of constraint violations");
            assertArrayEquals(SOME, data(database, id));
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void upgradeKeepsTheRows(Product product) throws SQLException {
        String url = product.newDatabase();
        product.makeAsFlask(url, NAME);
        try (Connection database = connect(url)) {
            insertAsFlask(database, id, SOME);
            product.upgrade(url, NAME);
            assertArrayEquals(SOME, data(database, id));
            assertEquals(
                    LATER.withNano(0),
                    value(database, id, "expiry", LocalDateTime.class).withNano(0));
            assertEquals(0, value(database, id, "version", Long.class));
        }
    }

    private static Connection database(Product product, Way way) throws SQLException {
        return connect(new Table(product, way).url());
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, SqlServer.USER, SqlServer.PASSWORD);
    }

    /** Flask-Session knows of three columns. */
    private static void insertAsFlask(Connection database, String id, byte[] data) throws SQLException {
        try (PreparedStatement insert =
                database.prepareStatement("INSERT INTO sessions (session_id, data, expiry) VALUES (?, ?, ?)")) {
            insert.setString(1, id);
            insert.setBytes(2, data);
            insert.setObject(3, LATER);
            insert.executeUpdate();
        }
    }

    private static <T> T value(Connection database, String id, String column, Class<T> type) throws SQLException {
        try (PreparedStatement select =
                database.prepareStatement("SELECT " + column + " FROM sessions WHERE session_id = ?")) {
            select.setString(1, id);
            try (ResultSet found = select.executeQuery()) {
                assertTrue(found.next(), id);
                return found.getObject(1, type);
            }
        }
    }

    private static byte[] data(Connection database, String id) throws SQLException {
        return value(database, id, "data", byte[].class);
    }

    /** The name as the product keeps it when it is not quoted. */
    private static String folded(Product product) {
        return product == Product.H2 ? NAME.toUpperCase(Locale.ROOT) : NAME;
    }
}
