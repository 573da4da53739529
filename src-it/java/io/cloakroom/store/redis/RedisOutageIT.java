package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Redis goes, hangs and comes back: each failure in time, none afterwards, no connection lost, nothing written twice. */
class RedisOutageIT {
    @RegisterExtension
    static final RedisServer SERVER = RedisServer.withPassword("s3cret");

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TOLERANCE = Duration.ofMillis(1500); // Of a busy machine.
    private static final int THREADS = 16;

    private SessionStore store;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void openStore() {
        SERVER.start();
        store = open(SERVER.uri());
    }

    @AfterEach
    void closeStore() {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void stoppedServerIsNamedInTimeWithoutThePassword() {
        SERVER.stop();
        String told = failure(() -> store.find("session:1"));
        assertTrue(told.contains("session.redis") && told.contains("127.0.0.1:" + SERVER.port()), told);
    }

    @Test
    void hangingServerIsToldInTimeAndUsedAgainAfterwards() throws Exception {
        warmUp();
        signal("STOP");
        try {
            failure(() -> store.find("session:1"));
            failure(() -> store.create("session:1", bytes("1"), later()));
        } finally {
            signal("CONT");
        }
        assertEquals(Optional.empty(), store.find("session:2"));
    }

    @Test
    void restartCostsNoRequest() throws Exception {
        warmUp();
        for (int i = 0; i < 5; i++) {
            SERVER.stop();
            SERVER.start();
            warmUp(); // By threads that find the pool full of dead connections.
        }
    }

    @Test
    void outageUnderLoadFailsInTimeAndEndsWithIt() throws Exception {
        Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger successes = new AtomicInteger();
        AtomicBoolean up = new AtomicBoolean(); // Since before the call began.
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> load = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String key = "session:load" + i;
            load.add(threads.submit(() -> {
                while (!over.get()) {
                    boolean mustSucceed = up.get();
                    long start = System.nanoTime();
                    try {
                        store.create(key, bytes(key), later());
                        store.touch(key, later());
                        store.delete(key);
                        successes.incrementAndGet();
                    } catch (StoreException outage) {
                        failures.incrementAndGet();
                        if (mustSucceed) {
                            wrong.add(outage);
                        }
                    } catch (RuntimeException other) {
                        wrong.add(other);
                    }
                    if (System.nanoTime() - start > TIMEOUT.plus(TOLERANCE).toNanos()) {
                        wrong.add(new AssertionError("too late"));
                    }
                }
            }));
        }
        awaitMore(successes);
        SERVER.stop();
        awaitMore(failures);
        SERVER.start();
        up.set(true);
        awaitMore(successes);
        over.set(true);
        for (Future<?> one : load) {
            one.get();
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void connectionsAreNeitherLeakedNorLeftOpen() throws Exception {
        warmUp();
        for (int i = 0; i < 3; i++) {
            SERVER.stop();
            failure(() -> store.find("session:1"));
            SERVER.start();
            warmUp();
        }
        assertTrue(connections() <= THREADS, connections() + " connections for " + THREADS + " threads");
        SessionStore closed = open(SERVER.uri());
        int before = connections();
        closed.find("session:1");
        assertEquals(before + 1, connections());
        closed.close();
        Services.await("the connections are closed", Duration.ofSeconds(5), () -> connections() == before);
    }

    @Test
    void lostAnswerIsNoConflict() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(SERVER.port());
                SessionStore behind = open(SERVER.uri().replace(":" + SERVER.port(), ":" + proxy.port()))) {
            String key = "session:lost-" + System.nanoTime();
            assertEquals(
                    Optional.empty(), behind.update(key, "none", bytes("0"), later())); // Redis knows the script now.
            proxy.cutNextAnswer();
            String version = behind.create(key, bytes("1"), later()).orElseThrow();
            proxy.cutNextAnswer();
            version = behind.update(key, version, bytes("2"), later()).orElseThrow();
            assertArrayEquals(bytes("2"), store.find(key).orElseThrow().data());
            assertEquals(2, proxy.cuts());
            proxy.cutNextAnswer();
            assertEquals(Optional.empty(), behind.create(key, bytes("3"), later()));
            proxy.cutNextAnswer();
            assertEquals(Optional.empty(), behind.update(key, "stale", bytes("3"), later()));
            assertEquals(version, store.find(key).orElseThrow().version());
            assertEquals(4, proxy.cuts());
        }
    }

    private SessionStore open(String uri) {
        return new RedisStoreProvider()
                .open(new TestContext(Map.of("session.redis", uri), clock, Path.of("target"), TIMEOUT));
    }

    /** The text of the StoreException, cause and all, that must come in time. */
    private static String failure(Runnable call) {
        long start = System.nanoTime();
        StoreException outage = assertThrows(StoreException.class, call::run);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(TIMEOUT.plus(TOLERANCE)) < 0, "took " + took);
        String told = outage + " " + outage.getCause();
        assertTrue(!told.contains("s3cret") && !told.contains("session:1"), told);
        return told;
    }

    private void warmUp() throws Exception {
        atOnce(() -> {
            for (int i = 0; i < 50; i++) {
                store.find("session:none");
            }
            return null;
        });
    }

    private void atOnce(java.util.concurrent.Callable<?> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private static void awaitMore(AtomicInteger counter) {
        int enough = counter.get() + 10 * THREADS;
        Services.await("the load goes on", Duration.ofSeconds(20), () -> counter.get() >= enough);
    }

    private static void signal(String name) throws Exception {
        String process = Long.toString(SERVER.process().handle().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, process).start().waitFor());
    }

    private static int connections() {
        try (RedisClient redis = RedisClient.create(SERVER.uri());
                Connection connection = redis.getPool().getResource()) {
            connection.sendCommand(Command.CLIENT, "LIST");
            return connection.getBulkReply().split("name=cloakroom ", -1).length - 1;
        }
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
