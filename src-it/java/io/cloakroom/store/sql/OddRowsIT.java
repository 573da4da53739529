package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.SqlServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables and rows as others leave them. */
class OddRowsIT {
    @ParameterizedTest
    @EnumSource
    void rowWithoutVersionHasOne(Product product) {
        String url = product.newDatabase();
        String blob = product == Product.POSTGRESQL ? "BYTEA" : "BLOB";
        run(
                url,
                "CREATE TABLE sessions (session_id VARCHAR(255) PRIMARY KEY, data " + blob
                        + ", expiry TIMESTAMP NULL, version BIGINT)",
                "INSERT INTO sessions (session_id, expiry) VALUES ('updated', '2037-01-02 03:04:05')",
                "INSERT INTO sessions (session_id, expiry) VALUES ('touched', '2037-01-02 03:04:05')");
        try (SessionStore store = open(url, Map.of())) {
            Stored found = store.find("updated").orElseThrow();
            String next = store.update("updated", found.version(), bytes("1"), later())
                    .orElseThrow();
            assertEquals(Optional.empty(), store.update("updated", found.version(), bytes("2"), later()));
            assertEquals(next, store.find("updated").orElseThrow().version());
            store.touch("touched", later());
            assertEquals(found.version(), store.find("touched").orElseThrow().version());
        }
    }

    @ParameterizedTest
    @EnumSource
    void versionThatCannotGrowStillChanges(Product product) {
        String url = product.newDatabase();
        try (SessionStore store = open(url, Map.of())) {
            store.create("key", bytes("1"), later());
            run(url, "UPDATE sessions SET version = " + Long.MAX_VALUE);
            String last = store.find("key").orElseThrow().version();
            String next = store.update("key", last, bytes("2"), later()).orElseThrow();
            assertEquals(next, store.find("key").orElseThrow().version());
            assertEquals(Optional.empty(), store.update("key", last, bytes("3"), later()));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void schemaIsWhereTheTableIs(Product product) {
        inSchema(product.newDatabase(), "a_b", "axb");
    }

    /** What others call a schema is a database here. */
    @Test
    void databaseIsMariaDbsSchema() {
        String url = Product.MARIADB.newDatabase();
        String other = Product.MARIADB.newDatabase();
        try (SessionStore store = open(url, Map.of("session.sql.schema", other.replaceFirst(".*/", "")))) {
            store.create("key", bytes("1"), later());
            assertTrue(store.find("key").isPresent(), "lost");
        }
        try (SessionStore store = open(other, Map.of("session.sql.create-table", "false"))) {
            assertTrue(store.find("key").isPresent(), "not in the other database");
        }
    }

    /** A table of the same name in another schema, whose name a pattern would match, is not taken for ours. */
    private static void inSchema(String url, String schema, String similar) {
        run(
                url,
                "CREATE SCHEMA " + schema,
                "CREATE SCHEMA " + similar,
                "CREATE TABLE " + similar + ".sessions (session_id VARCHAR(255) PRIMARY KEY)");
        try (SessionStore store = open(url, Map.of("session.sql.schema", schema))) {
            store.create("key", bytes("1"), later());
            assertTrue(store.find("key").isPresent(), "lost");
        }
        run(url, "UPDATE " + schema + ".sessions SET version = 1");
    }

    /** MySQL's BLOB, which Flask-Session's table has, ends at 64 KiB, and without strict mode the rest is cut off in silence. */
    @Test
    void sessionThatIsLongerThanTheColumnIsRefusedAndNotCut() {
        for (String mode : new String[] {"", "?sessionVariables=sql_mode=''"}) {
            String url = Product.MARIADB.newDatabase() + mode;
            run(
                    url,
                    "CREATE TABLE sessions (id INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY, session_id VARCHAR(255) UNIQUE,"
                            + " data BLOB, expiry DATETIME, version BIGINT DEFAULT 0 NOT NULL)");
            try (SessionStore store = open(url, Map.of())) {
                byte[] full = new byte[65_535];
                new Random(1).nextBytes(full);
                byte[] longer = new byte[65_536];
                String version = store.create("key", full, later()).orElseThrow();
                for (Runnable call : new Runnable[] {
                    () -> store.create("longer", longer, later()), () -> store.update("key", version, longer, later())
                }) {
                    String told = assertThrows(StoreException.class, call::run).toString();
                    assertTrue(told.contains("65535") && told.contains("MODIFY data LONGBLOB"), told);
                }
                assertArrayEquals(full, store.find("key").orElseThrow().data());
                assertEquals(Optional.empty(), store.find("longer"));
            }
        }
    }

    @Test
    void missingTableIsNoMatterOfTheConnection() {
        String url = Product.H2.newDatabase();
        try (SessionStore store = open(url, Map.of("session.sql.create-table", "false"))) {
            String told =
                    assertThrows(StoreException.class, () -> store.find("key")).toString();
            assertTrue(told.contains("session.sql") && told.contains("deploy/sql"), told);
            assertFalse(told.contains("no connection"), told);
        }
    }

    /** The driver's words repeat the URL. */
    @Test
    void urlThatTheDriverCannotReadIsNotShown() {
        for (String url : new String[] {
            "jdbc:h2:;USER=sa;PASSWORD=s3cret", "jdbc:h2:mem:x;NONSENSE=s3cret", "jdbc:h2:tcp://127.0.0.1:1/s3cret"
        }) {
            try (SessionStore store = open(url, Map.of())) {
                StoreException failure = assertThrows(StoreException.class, () -> store.find("key"));
                assertFalse((failure + " " + failure.getCause()).contains("s3cret"), failure.toString());
            }
        }
    }

    private static SessionStore open(String url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Product.settings(url));
        settings.putAll(more);
        return new SqlStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")));
    }

    private static void run(String url, String... sql) {
        SqlServer.execute(url, SqlServer.USER, SqlServer.PASSWORD, sql);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Instant later() {
        return Instant.parse("2037-06-01T00:00:00Z");
    }
}
