package io.cloakroom.store.memcached;

import io.cloakroom.spi.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one server, which outlives any number of {@link Wire}s: made at the first use, waited for, and made anew when it is lost or
 * silent. Thread-safe.
 *
 * <p>A server that just went is waited for, as long as the call may take; one that refused several attempts is not, so that in an
 * outage nobody waits. The wire goes on trying, about once a second. A wire that shows no sign of life for long is given up: after a
 * connection was dropped on the way, nobody would tell.
 */
final class Connection<C> {
    private static final int FAILURES_TO_WAIT_FOR = 2;
    private static final int TIMEOUTS_OF_SILENCE = 5;
    private static final long PAUSE = Duration.ofMillis(2).toNanos();

    private final String name;
    private final Supplier<Wire<C>> wires;
    private final Duration timeout;
    private volatile @Nullable Wire<C> wire;
    private volatile boolean used;
    private volatile boolean closed;
    private volatile long lastSign;
    private volatile int lastFailures;

    /**
     * Opens nothing yet.
     *
     * @param name of the server, which a sentence begins with
     * @param wires one that is not open, each time
     * @param timeout of a call
     */
    Connection(String name, Supplier<Wire<C>> wires, Duration timeout) {
        this.name = name;
        this.wires = wires;
        this.timeout = timeout;
    }

    /**
     * The client, connected and logged in.
     *
     * @param deadline in the time of {@link System#nanoTime}
     * @throws StoreException if it is not so in time
     */
    C client(long deadline) {
        while (true) {
            Wire<C> now = current();
            Optional<C> ready = now.ready();
            if (ready.isPresent()) {
                return ready.get();
            }
            Optional<String> refusal = now.refusal();
            if (refusal.isPresent()) {
                throw failure(refusal.get());
            }
            if (used && now.isLost()) {
                replace(now);
            } else if (now.failures() > FAILURES_TO_WAIT_FOR || System.nanoTime() - deadline > 0) {
                throw unreachable();
            } else if (Thread.currentThread().isInterrupted()) {
                throw failure(" was not waited for: the thread was interrupted.");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** The server has answered. */
    void answered() {
        used = true;
        lastSign = System.nanoTime();
    }

    /** The server has not answered in time: what to throw. */
    StoreException unreachable() {
        Wire<C> now = wire;
        if (now != null && now.failures() != lastFailures) {
            lastFailures = now.failures();
            lastSign = System.nanoTime(); // It refused a connection.
        }
        if (now != null && System.nanoTime() - lastSign > timeout.toNanos() * TIMEOUTS_OF_SILENCE) {
            replace(now);
        }
        return failure(" does not answer within " + timeout.toMillis()
                + " ms: see that it runs and can be reached from here, or correct the address.");
    }

    /** What to throw, a sentence that begins with the name of the server. */
    StoreException failure(String endOfSentence) {
        return new StoreException(name + endOfSentence);
    }

    synchronized void close() {
        closed = true;
        if (wire != null) {
            wire.close();
        }
    }

    private Wire<C> current() {
        Wire<C> now = wire;
        if (now == null || closed) {
            replace(null);
            now = wire;
        }
        return Objects.requireNonNull(now);
    }

    /** Opens another wire, unless somebody did. */
    private synchronized void replace(@Nullable Wire<C> old) {
        if (closed) {
            throw failure(" is no longer used here: the application has ended.");
        }
        if (wire != old) {
            return;
        }
        Wire<C> next = wires.get();
        lastFailures = next.failures();
        lastSign = System.nanoTime();
        used = false;
        wire = next;
        Thread opener = new Thread(() -> open(next), "Cloakroom connects to Memcached");
        opener.setDaemon(true);
        opener.start();
        if (old != null) {
            old.close();
        }
    }

    private void open(Wire<C> next) {
        try {
            next.open();
        } catch (IOException | RuntimeException e) {
            next.close();
        }
    }
}
