package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreException;
import io.cloakroom.testing.Services;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Threads that count in records by compare and set, as merging does, and begin sessions between; each keeps book of what it was told.
 * Thread-safe.
 */
final class CountingLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Duration longest;
    private final Instant later = Clock.systemUTC().instant().plusSeconds(3600);
    private final List<Counter> counters = new ArrayList<>();
    private final Queue<String> sessions = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean over;

    /**
     * A record that holds a number.
     *
     * @param told how often a thread was told that it counted
     * @param unsure how often it was told of an outage instead, so that it may have counted
     */
    private record Counter(String key, AtomicInteger told, AtomicInteger unsure) {}

    /** With a counter under each key; nothing runs yet. No call may take longer than {@code longest}. */
    CountingLoad(SessionStore store, List<String> keys, Duration longest) {
        this.store = store;
        this.longest = longest;
        for (String key : keys) {
            assertTrue(store.create(key, record(0, "first"), later).isPresent(), "a new key");
            counters.add(new Counter(key, new AtomicInteger(), new AtomicInteger()));
        }
    }

    /** Starts threads that each write in all counters. */
    void start(int number) {
        for (int i = 0; i < number; i++) {
            int thread = i;
            running.add(threads.submit(() -> work(thread, round -> counters.get((thread + round) % counters.size()))));
        }
    }

    /** Starts a thread for each counter, which nobody else writes. */
    void startApart() {
        for (int i = 0; i < counters.size(); i++) {
            int thread = i;
            running.add(threads.submit(() -> work(thread, round -> counters.get(thread))));
        }
    }

    private void work(int thread, IntFunction<Counter> choice) {
        for (int round = 0; !over; round++) {
            Counter counter = choice.apply(round);
            String mark = thread + "." + round;
            inTime(counter, () -> count(counter, mark));
            if (round % 10 == 0) {
                inTime(counter, () -> begin(mark));
            }
        }
    }

    private void count(Counter counter, String mark) {
        Stored seen = store.find(counter.key()).orElseThrow(() -> new AssertionError("A counter is gone."));
        try {
            byte[] next = record(number(seen) + 1, mark);
            if (store.update(counter.key(), seen.version(), next, later).isPresent()) {
                counter.told().incrementAndGet();
            }
        } catch (StoreException outage) {
            counter.unsure().incrementAndGet();
            throw outage;
        }
    }

    private void begin(String mark) {
        String key = "session:begun-" + System.nanoTime() + "-" + mark;
        if (store.create(key, record(1, key), later).isPresent()) {
            sessions.add(key);
        } else {
            wrong.add(new AssertionError("A new session exists already."));
        }
    }

    private void inTime(Counter counter, Runnable call) {
        long start = System.nanoTime();
        try {
            call.run();
        } catch (StoreException outage) {
            failures.incrementAndGet();
        } catch (RuntimeException | AssertionError other) {
            wrong.add(other);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(longest) > 0) {
            wrong.add(new AssertionError("A call on " + counter.key() + " took " + took));
        }
    }

    /** Waits until each counter has gone on by so much. */
    void awaitMore(int each) {
        List<Integer> before = told();
        Services.await("the load goes on", PATIENCE, () -> {
            List<Integer> now = told();
            return IntStream.range(0, now.size()).allMatch(i -> now.get(i) >= before.get(i) + each);
        });
    }

    /** What each counter must be at least by now. */
    List<Integer> told() {
        return counters.stream().map(counter -> counter.told().get()).toList();
    }

    /** What this counter can be at most: an outage leaves open whether it counted. */
    int most(int counter) {
        return counters.get(counter).told().get()
                + counters.get(counter).unsure().get();
    }

    /** The sessions whose creation was told so far. */
    List<String> sessions() {
        return List.copyOf(sessions);
    }

    int failures() {
        return failures.get();
    }

    /** What a counter says. */
    int number(int counter) {
        return number(store.find(counters.get(counter).key()).orElseThrow(() -> new AssertionError("It is gone.")));
    }

    /** What they all say. */
    List<Integer> numbers() {
        return IntStream.range(0, counters.size()).mapToObj(this::number).toList();
    }

    /** Whether the session is there, as it was created. */
    boolean isThere(String session) {
        Optional<Stored> found = store.find(session);
        return found.isPresent() && new String(found.get().data(), US_ASCII).equals("1 " + session);
    }

    /** Ends the threads; each answer must have been right, and come in time. */
    void stop() throws Exception {
        over = true;
        for (Future<?> one : running) {
            one.get();
        }
        running.clear();
        over = false;
        assertEquals(List.of(), List.copyOf(wrong));
    }

    private static int number(Stored stored) {
        return Integer.parseInt(new String(stored.data(), US_ASCII).split(" ", 2)[0]);
    }

    /** No two of them are equal, as the engine makes them. */
    private static byte[] record(int number, String mark) {
        return (number + " " + mark).getBytes(US_ASCII);
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
