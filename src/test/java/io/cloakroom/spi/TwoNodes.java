package io.cloakroom.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore.Stored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stage of {@link StoreContract}: two nodes, {@link #a} and {@link #b}, on one backend, time that passes at will, and races.
 *
 * <p>Time is a {@link MovableClock}, unless the engine keeps its own. Not thread-safe, but for {@link #node} and {@link #race}.
 */
public abstract class TwoNodes {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For the stores that keep files. */
    @TempDir
    protected Path directory;

    /** The time of both nodes; if the engine keeps its own, the one that everybody has. */
    protected Clock clock;

    /** One node. */
    protected SessionStore a;

    /** Another one, on the same backend. */
    protected SessionStore b;

    /** Opens the store; called twice on the same backend, for two nodes. A store that lives within one node returns the same both times. */
    protected abstract SessionStore open(StoreContext context);

    /** What {@link StoreContext#setting} answers. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Whether the engine decides by a clock of its own what has expired: tests then wait instead of moving ours. */
    protected boolean ownsTime() {
        return false;
    }

    /** How late after its expiry a record may still be found; a second at most. Zero: never. */
    protected Duration precision() {
        return Duration.ZERO;
    }

    /** Whether equal bytes have equal versions, so that a rewrite of the same bytes is no change. */
    protected boolean versionsAreContentHashes() {
        return false;
    }

    /** Whether 1 MiB fits. If not, the store must say so in a {@link StoreException} that names its limit. */
    protected boolean holdsOneMebibyte() {
        return true;
    }

    @BeforeEach
    void openBothNodes() {
        clock = ownsTime() ? Clock.systemUTC() : new MovableClock();
        StoreContext context = context();
        a = open(context);
        b = open(context);
    }

    @AfterEach
    void closeBothNodes() {
        a.close();
        if (b != a) {
            b.close();
        }
    }

    /** The surroundings that both nodes are opened with. */
    protected final StoreContext context() {
        return new TestContext(settings(), clock, directory);
    }

    /** A key as Cloakroom makes them, never used before. */
    protected static String key() {
        byte[] id = new byte[32];
        RANDOM.nextBytes(id);
        return "session:" + Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** The bytes of a text. */
    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An expiry that the test does not live to see, unless it moves the clock. */
    protected final Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    /** An expiry that the test can wait for, and not so near that a busy machine is late for it. */
    protected final Instant soon() {
        return clock.instant().plusSeconds(2).plus(precision());
    }

    /** Returns when whatever expires at {@code end} must be gone. */
    protected void letExpire(Instant end) {
        Instant gone = end.plus(precision());
        if (clock instanceof MovableClock movable) {
            movable.set(gone);
        }
        while (clock.instant().isBefore(gone)) {
            LockSupport.parkNanos(Duration.between(clock.instant(), gone).toNanos());
        }
    }

    /** Creates a record through node a; returns its version. */
    protected final String create(String key, String text, Instant end) {
        return a.create(key, bytes(text), end).orElseThrow();
    }

    /** Updates a record through node a; returns its new version. */
    protected final String update(String key, String version, String text, Instant end) {
        return a.update(key, version, bytes(text), end).orElseThrow();
    }

    /** One of the two nodes, in turn. */
    protected final SessionStore node(int i) {
        return i % 2 == 0 ? a : b;
    }

    /** Runs the actions at the same time, each in a thread of its own; returns their results in the order of their numbers. */
    protected static <T> List<T> race(int contenders, IntFunction<Callable<T>> actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(contenders);
        ExecutorService threads = Executors.newFixedThreadPool(contenders);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < contenders; i++) {
                Callable<T> action = actions.apply(i);
                running.add(threads.submit(() -> {
                    start.await();
                    return action.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The number of the only one who was given a version. */
    protected static int onlyWinner(List<Optional<String>> versions) {
        assertEquals(1, versions.stream().filter(Optional::isPresent).count(), "winners");
        int winner = 0;
        while (versions.get(winner).isEmpty()) {
            winner++;
        }
        return winner;
    }

    /** Both nodes see this record. */
    protected final void assertRecord(String key, byte[] data, String version) {
        for (SessionStore node : List.of(a, b)) {
            Stored stored = node.find(key).orElseThrow(() -> new AssertionError("The record is gone."));
            assertArrayEquals(data, stored.data());
            assertEquals(version, stored.version());
        }
    }

    /** Neither node sees a record. */
    protected final void assertGone(String key) {
        assertTrue(a.find(key).isEmpty(), "still there for node a");
        assertTrue(b.find(key).isEmpty(), "still there for node b");
    }
}
