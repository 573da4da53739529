package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MemcachedServer;
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

/** Memcached goes, hangs and comes back: each failure in time, none afterwards, no connection lost. */
class MemcachedOutageIT {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.dedicated();

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TOLERANCE = Duration.ofMillis(1500); // Of a busy machine.
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final int THREADS = 16;

    private SessionStore store;
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void openStore() {
        SERVER.start();
        store = open(SERVER.address());
    }

    @AfterEach
    void closeStore() {
        threads.shutdownNow();
        store.close();
    }

    @Test
    void stoppedServerIsNamedInTimeAndSoonNobodyWaitsForIt() {
        SERVER.stop();
        String told = failure(() -> store.find("session:1"));
        assertTrue(told.contains("session.memcached") && told.contains(SERVER.address()), told);
        Services.await(
                "nobody waits",
                Duration.ofSeconds(20),
                () -> took(() -> failure(() -> store.find("session:1"))).compareTo(AT_ONCE) < 0);
        SERVER.start();
        Services.await("it is back", Duration.ofSeconds(20), () -> succeeds(() -> store.find("session:1")));
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
            warmUp();
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
        Services.await("it is back", Duration.ofSeconds(20), () -> succeeds(() -> store.find("session:1")));
        up.set(true);
        awaitMore(successes);
        over.set(true);
        for (Future<?> one : load) {
            one.get();
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    @Test
    void connectionsAndThreadsAreNeitherLeakedNorLeftOpen() throws Exception {
        warmUp();
        for (int i = 0; i < 3; i++) {
            SERVER.stop();
            failure(() -> store.find("session:1"));
            SERVER.start();
            Services.await("it is back", Duration.ofSeconds(20), () -> succeeds(() -> store.find("session:1")));
            warmUp();
        }
        int before = connections();
        long threadsBefore = driversThreads();
        SessionStore closed = open(SERVER.address());
        closed.find("session:1");
        assertEquals(before + 1, connections());
        closed.close();
        store.close();
        Services.await("the connections are closed", Duration.ofSeconds(5), () -> connections() == before - 1);
        Services.await("the threads are gone", Duration.ofSeconds(5), () -> driversThreads() == threadsBefore - 1);
        assertEquals(0, driversThreads());
        String told = assertThrows(StoreException.class, () -> closed.find("session:1"))
                .toString();
        assertTrue(told.contains("no longer used"), told);
        store = open(SERVER.address());
    }

    private SessionStore open(String address) {
        return new MemcachedStoreProvider()
                .open(new TestContext(Map.of("session.memcached", address), clock, Path.of("target"), TIMEOUT));
    }

    /** The text of the StoreException, cause and all, that must come in time. */
    private static String failure(Runnable call) {
        long start = System.nanoTime();
        StoreException outage = assertThrows(StoreException.class, call::run);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(TIMEOUT.plus(TOLERANCE)) < 0, "took " + took);
        String told = outage + " " + outage.getCause();
        assertTrue(!told.contains("session:1"), told);
        return told;
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (StoreException notYet) {
            return false;
        }
    }

    private static Duration took(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
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

    private static void awaitMore(AtomicInteger counter) {
        int enough = counter.get() + 10 * THREADS;
        Services.await("the load goes on", Duration.ofSeconds(20), () -> counter.get() >= enough);
    }

    private static void signal(String name) throws Exception {
        String process = Long.toString(SERVER.process().handle().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, process).start().waitFor());
    }

    private static int connections() {
        try (MemcachedText memcached = new MemcachedText(SERVER.port())) {
            return memcached.connections();
        }
    }

    /** Those of the driver that belong to this server, and those of ours. */
    private static long driversThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("Cloakroom connects")
                        || (name.startsWith("Memcached IO") && name.contains(":" + SERVER.port())))
                .count();
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
