package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.SweptStoreContract;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.SqlServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the SQL backend must do on each product: the contract, and the table as others make and use it. EclipseLink, in Java SE. */
abstract class DatabaseContract extends SweptStoreContract {
    private static final byte[] BIG = new byte[2 << 20];

    /** A new database, the same for the two nodes. */
    abstract String url();

    /** Which it is. */
    abstract Product product();

    @Override
    protected SessionStore open(StoreContext context) {
        return new SqlStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return settings(Map.of());
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "session.sql",
                url(),
                "session.sql.username",
                SqlServer.USER,
                "session.sql.password",
                SqlServer.PASSWORD));
        all.putAll(more);
        return all;
    }

    private SessionStore with(Map<String, String> more) {
        return open(new TestContext(settings(more), clock, directory));
    }

    private void run(String... sql) {
        SqlServer.execute(url(), SqlServer.USER, SqlServer.PASSWORD, sql);
    }

    @Test
    void statementsForPeopleMakeTheSameTable() throws Exception {
        product().make(url(), "by_hand");
        try (SessionStore store = with(Map.of("session.sql.table", "by_hand", "session.sql.create-table", "false"))) {
            assertKeepsSessions(store);
        }
    }

    @Test
    void missingTableIsNamedIfItMayNotBeMade() {
        try (SessionStore store = with(Map.of("session.sql.table", "nowhere", "session.sql.create-table", "false"))) {
            StoreException none = assertThrows(StoreException.class, () -> store.find(key()));
            assertTrue(String.valueOf(none.getMessage()).contains("there is no table nowhere"), none.getMessage());
        }
    }

    @Test
    void tableOfFlaskSessionGoesOnWithTheStatementsForIt() throws Exception {
        product().makeAsFlask(url(), "flasks");
        run("INSERT INTO flasks (session_id, data, expiry) VALUES ('session:old', NULL, '2999-01-02 03:04:05')");
        try (SessionStore store = with(Map.of("session.sql.table", "flasks"))) {
            StoreException lacking = assertThrows(StoreException.class, () -> store.find(key()));
            assertTrue(
                    String.valueOf(lacking.getMessage()).contains("ALTER TABLE flasks ADD version"),
                    lacking.getMessage());
            product().upgrade(url(), "flasks");
            assertKeepsSessions(store);

            Stored old = store.find("session:old").orElseThrow();
            assertEquals("0", old.version());
            assertEquals(Optional.of(java.time.Instant.parse("2999-01-02T03:04:05Z")), old.expiresAt());
            assertTrue(store.update("session:old", "0", bytes("new"), later()).isPresent(), "a row without a version");

            run("INSERT INTO flasks (session_id, expiry) VALUES ('session:new', NULL)");
            assertEquals(Optional.empty(), store.find("session:new"), "Flask-Session takes no expiry for expired");
            assertTrue(store.create("session:new", bytes("1"), later()).isPresent(), "and so do we");
        }
    }

    private void assertKeepsSessions(SessionStore store) {
        String key = key();
        String version = store.create(key, BIG, later()).orElseThrow();
        assertArrayEquals(BIG, store.find(key).orElseThrow().data());
        assertEquals(Optional.empty(), store.create(key, bytes("2"), later()));
        assertTrue(store.update(key, version, bytes("2"), later()).isPresent(), "update");
        assertTrue(store.create("A" + key, bytes("upper"), later()).isPresent(), "create");
        assertTrue(store.create("a" + key, bytes("lower"), later()).isPresent(), "ids tell upper from lower case");
    }
}
