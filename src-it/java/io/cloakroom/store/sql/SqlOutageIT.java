package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MariaDbServer;
import io.cloakroom.testing.PostgresServer;
import io.cloakroom.testing.Services;
import io.cloakroom.testing.SqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database goes away under load and comes back; others hold locks; the password is wrong. */
class SqlOutageIT {
    private static final int THREADS = 8;
    private static final int ENOUGH = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The time-out of 2 s, a driver's that counts whole seconds, and what a busy machine adds. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    enum Product {
        POSTGRESQL,
        MARIADB;

        SqlServer server() {
            return this == POSTGRESQL ? PostgresServer.dedicated() : MariaDbServer.dedicated();
        }
    }

    private @Nullable SqlServer running;
    private @Nullable SessionStore opened;

    @AfterEach
    void end() {
        if (opened != null) {
            opened.close();
        }
        if (running != null) {
            running.stop();
        }
    }

    private SessionStore open(String url, String password) {
        Map<String, String> settings =
                Map.of("session.sql", url, "session.sql.username", SqlServer.USER, "session.sql.password", password);
        SessionStore store =
                new SqlStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")));
        opened = store;
        return store;
    }

    private SqlServer start(Product product) {
        SqlServer server = product.server();
        running = server;
        return server;
    }

    @ParameterizedTest
    @EnumSource
    void errorsWithinTheTimeOutAndRecoveryByItself(Product product) throws Exception {
        SqlServer server = start(product);
        SessionStore store = open(server.newDatabase(), SqlServer.PASSWORD);
        String key = key();
        byte[] kept = {1, 2, 3};
        String version = store.create(key, kept, later()).orElseThrow();

        AtomicInteger good = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Queue<String> strange = new ConcurrentLinkedQueue<>();
        ExecutorService load = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            load.execute(() -> {
                while (!over.get()) {
                    long start = System.nanoTime();
                    try {
                        assertTrue(store.find(key).isPresent(), "gone");
                        good.incrementAndGet();
                    } catch (StoreException outage) {
                        failed.incrementAndGet();
                    } catch (RuntimeException | AssertionError other) {
                        strange.add(other.toString());
                    }
                    if (System.nanoTime() - start > LONGEST.toNanos()) {
                        strange.add("a call took " + Duration.ofNanos(System.nanoTime() - start));
                    }
                }
            });
        }
        Services.await("calls succeed", PATIENCE, () -> good.get() > ENOUGH);
        server.stop();
        Services.await("calls fail", PATIENCE, () -> failed.get() > ENOUGH);
        server.start();
        good.set(0);
        Services.await("calls succeed again", PATIENCE, () -> good.get() > ENOUGH);
        over.set(true);
        load.shutdown();
        assertTrue(load.awaitTermination(1, TimeUnit.MINUTES), "no call hangs");
        assertEquals("[]", strange.toString());
        assertArrayEquals(kept, store.find(key).orElseThrow().data());
        assertTrue(store.update(key, version, new byte[] {4}, later()).isPresent(), "the version is what it was");
    }

    @ParameterizedTest
    @EnumSource
    void applicationMayStartBeforeTheDatabase(Product product) {
        SqlServer server = start(product);
        String url = server.newDatabase();
        server.stop();
        SessionStore store = open(url, SqlServer.PASSWORD);
        StoreException outage = assertThrows(StoreException.class, () -> store.find(key()));
        assertTrue(String.valueOf(outage.getMessage()).contains("session.sql"), outage.getMessage());
        server.start();
        assertTrue(store.find(key()).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void wrongPasswordIsNamedAndNotShown(Product product) {
        SqlServer server = start(product);
        SessionStore store = open(server.newDatabase(), "not the right one");
        StoreException refused = assertThrows(StoreException.class, () -> store.find(key()));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("session.sql.password"), message);
        assertFalse(message.contains("not the right one"), message);
    }

    @ParameterizedTest
    @EnumSource
    void lockOfOthersIsWaitedForNoLongerThanTheTimeOut(Product product) throws SQLException {
        SqlServer server = start(product);
        String url = server.newDatabase();
        SessionStore store = open(url, SqlServer.PASSWORD);
        String key = key();
        String version = store.create(key, new byte[] {1}, later()).orElseThrow();
        try (Connection other = DriverManager.getConnection(url, SqlServer.USER, SqlServer.PASSWORD);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE sessions SET version = version");
            long start = System.nanoTime();
            StoreException late =
                    assertThrows(StoreException.class, () -> store.update(key, version, new byte[] {2}, later()));
            assertTrue(System.nanoTime() - start < LONGEST.toNanos(), "in time");
            assertFalse(String.valueOf(late.getMessage()).contains(key), late.getMessage());
            other.rollback();
        }
        assertArrayEquals(new byte[] {1}, store.find(key).orElseThrow().data());
        assertTrue(store.update(key, version, new byte[] {2}, later()).isPresent(), "nothing is left of the attempt");
    }

    private static String key() {
        return "session:" + UUID.randomUUID();
    }

    private static Instant later() {
        return Instant.now().plusSeconds(3600);
    }
}
