package io.cloakroom.store.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MongoServer;
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
import java.util.concurrent.Callable;
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

/** MongoDB goes, hangs and comes back: each failure in time, none afterwards, no connection lost, nothing written twice. */
class MongoOutageIT {
    @RegisterExtension
    static final MongoServer SERVER = MongoServer.dedicated();

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
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
    void stoppedServerIsNamedInTimeAndUsedWhenItIsThere() {
        SERVER.stop();
        try (SessionStore early = open(SERVER.uri())) {
            String told = failure(() -> early.find("session:1"));
            assertTrue(told.contains("session.mongodb") && told.contains("127.0.0.1:" + SERVER.port()), told);
            failure(() -> early.create("session:1", bytes("1"), later()));
            SERVER.start();
            assertEquals(Optional.empty(), early.find("session:1"));
        }
    }

    @Test
    void credentialsAreNotTold() {
        SERVER.stop();
        try (SessionStore login = open(SERVER.uri().replace("://", "://app:s3cret%2F@"))) {
            failure(() -> login.find("session:1"));
        }
    }

    @Test
    void silentServerIsToldInTimeAndUsedAgainAfterwards() throws Exception {
        try (LossyNetwork network = new LossyNetwork(SERVER.port());
                SessionStore behind = open("mongodb://127.0.0.1:" + network.port())) {
            behind.find("session:1");
            network.silence(true);
            failure(() -> behind.find("session:1"));
            failure(() -> behind.create("session:1", bytes("1"), later()));
            network.silence(false);
            assertEquals(Optional.empty(), behind.find("session:2"));
        }
    }

    @Test
    void restartCostsNoRequest() throws Exception {
        warmUp();
        for (int i = 0; i < 3; i++) {
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
                    try {
                        inTime(() -> store.create(key, bytes(key), later()));
                        inTime(() -> store.touch(key, later()));
                        inTime(() -> store.delete(key));
                        successes.incrementAndGet();
                    } catch (StoreException outage) {
                        failures.incrementAndGet();
                        if (mustSucceed) {
                            wrong.add(outage);
                        }
                    } catch (RuntimeException | AssertionError other) {
                        wrong.add(other);
                    }
                }
            }));
        }
        awaitMore(successes, 10 * THREADS);
        SERVER.stop();
        awaitMore(failures, 2 * THREADS);
        SERVER.start();
        up.set(true);
        awaitMore(successes, 10 * THREADS);
        over.set(true);
        for (Future<?> one : load) {
            one.get();
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void connectionsAreNeitherLeakedNorLeftOpen() throws Exception {
        try (LossyNetwork network = new LossyNetwork(SERVER.port())) {
            SessionStore closed = open("mongodb://127.0.0.1:" + network.port(), Duration.ofSeconds(10));
            assertEquals(0, network.connections(), "Opening does not connect.");
            for (int i = 0; i < 10; i++) {
                network.loseAnswerTo("find");
                closed.find("session:1");
            }
            assertEquals(10, network.losses());
            int most = 3; // One for the calls, two of the driver's own.
            Services.await("broken ones are gone", Duration.ofSeconds(5), () -> network.connections() <= most);
            closed.close();
            Services.await("the connections are closed", Duration.ofSeconds(5), () -> network.connections() == 0);
            String told = failure(() -> closed.find("session:1"));
            assertTrue(told.contains("stopped"), told);
        }
    }

    @Test
    void lostAnswerIsNoConflict() throws Exception {
        try (LossyNetwork network = new LossyNetwork(SERVER.port());
                SessionStore behind = open("mongodb://127.0.0.1:" + network.port() + "/?retryWrites=false")) {
            String key = "session:lost-" + System.nanoTime();
            network.loseAnswerTo("insert");
            String version = behind.create(key, bytes("1"), later()).orElseThrow();
            assertEquals(version, store.find(key).orElseThrow().version());
            network.loseAnswerTo("update");
            version = behind.update(key, version, bytes("2"), later()).orElseThrow();
            assertArrayEquals(bytes("2"), store.find(key).orElseThrow().data());
            assertEquals(2, network.losses());
            network.loseAnswerTo("insert");
            assertEquals(Optional.empty(), behind.create(key, bytes("3"), later()));
            network.loseAnswerTo("update");
            assertEquals(Optional.empty(), behind.update(key, "stale", bytes("3"), later()));
            assertEquals(version, store.find(key).orElseThrow().version());
            assertEquals(4, network.losses());
        }
    }

    private SessionStore open(String uri) {
        return open(uri, TIMEOUT);
    }

    private SessionStore open(String uri, Duration timeout) {
        return new MongoStoreProvider()
                .open(new TestContext(Map.of("session.mongodb", uri), clock, Path.of("target"), timeout));
    }

    /** The text of the StoreException, cause and all, that must come in time. */
    private static String failure(Runnable call) {
        StoreException outage = assertThrows(StoreException.class, () -> inTime(call));
        String told = outage + " " + outage.getCause();
        assertTrue(!told.contains("s3cret") && !told.contains("session:1") && !told.contains("mongodb://"), told);
        return told;
    }

    private static void inTime(Runnable call) {
        long start = System.nanoTime();
        try {
            call.run();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(TIMEOUT.plus(TOLERANCE)) < 0, "took " + took);
        }
    }

    private void warmUp() throws Exception {
        atOnce(() -> {
            for (int i = 0; i < 50; i++) {
                store.find("session:none");
            }
            return null;
        });
    }

    private void atOnce(Callable<?> call) throws Exception {
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

    private static void awaitMore(AtomicInteger counter, int more) {
        int enough = counter.get() + more;
        Services.await("the load goes on", Duration.ofSeconds(30), () -> counter.get() >= enough);
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
