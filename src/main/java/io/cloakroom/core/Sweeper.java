package io.cloakroom.core;

import io.cloakroom.SessionException;
import io.cloakroom.spi.Sweepable;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Removes expired records in the background, at intervals with jitter so that the nodes of a cluster spread out. Thread-safe. */
final class Sweeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final int BATCH = 500;

    private final Sweepable store;
    private final Clock clock;
    private final RandomGenerator random;
    private final Expirations.OfStore expirations;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();

    Sweeper(Sweepable store, Clock clock, RandomGenerator random, Expirations.OfStore expirations) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.expirations = expirations;
    }

    /** Sweeps again and again, each time after between half and one and a half of the interval. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a sweep; what goes wrong in it is logged there.
    void schedule(ScheduledExecutorService executor, Duration interval) {
        if (closed.get()) {
            return;
        }
        long delay = (long) (interval.toMillis() * (0.5 + random.nextDouble()));
        try {
            executor.schedule(
                    () -> {
                        sweep();
                        schedule(executor, interval);
                    },
                    delay,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The executor is going down; the sweep of expired sessions ends.", e);
        }
    }

    /** Sweeps now, in this thread, unless a sweep is on its way. */
    void sweep() {
        if (closed.get() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            int removed;
            do {
                removed = sweepOnce();
            } while (removed >= BATCH && !closed.get());
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "Expired sessions were not swept; the next attempt follows. " + e.getMessage());
        } finally {
            running.set(false);
        }
    }

    private int sweepOnce() {
        return expirations.areHeard()
                ? store.sweep(clock.instant(), BATCH, expirations::tell)
                : store.sweep(clock.instant(), BATCH);
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
