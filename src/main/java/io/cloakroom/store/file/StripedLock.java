package io.cloakroom.store.file;

import io.cloakroom.spi.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 256 locks that exclude the threads of this store, other stores in this JVM, and other processes. Thread-safe.
 *
 * <p>Threads meet at a {@link ReentrantLock}; the one that gets it locks one byte of the lock file. POSIX takes a process all its locks on
 * a file as soon as the process closes any descriptor of that file (fcntl(2)). So the file stays open as long as the store, and
 * {@link #close} waits until no other store in this JVM holds a lock on it.
 */
final class StripedLock {
    static final int STRIPES = 256;

    private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final ReentrantLock[] mutexes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);
    private final FileChannel channel;
    private final Duration timeout;

    /** Held for as long as one system call. An interned string is the same object for the class loader of every application. */
    private final Object gate;

    /** What is done under a lock. */
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Locks of an open file.
     *
     * @param channel writable; closed with this
     * @param name the same for everybody in this JVM who locks this file
     */
    StripedLock(FileChannel channel, String name, Duration timeout) {
        this.channel = channel;
        this.timeout = timeout;
        this.gate = ("io.cloakroom.store.file " + name).intern();
    }

    /**
     * Runs the action while nobody else holds this stripe. Not reentrant.
     *
     * @throws StoreException if somebody holds it for longer than the time-out
     */
    <T> T hold(int stripe, Action<T> action) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ReentrantLock mutex = mutexes[stripe];
        enter(mutex);
        try {
            FileLock lock = lock(stripe, deadline);
            try {
                return action.run();
            } finally {
                lock.release();
            }
        } finally {
            mutex.unlock();
        }
    }

    /** Closes the lock file once no store in this JVM holds a lock on it, or after the time-out. */
    void close() throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (channel.isOpen() && !closeUnlessHeld() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LONGEST_PAUSE);
        }
        channel.close();
    }

    private void enter(ReentrantLock mutex) {
        try {
            if (!mutex.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late();
            }
        } catch (InterruptedException shuttingDown) {
            Thread.currentThread().interrupt();
            throw new StoreException("The thread was interrupted while it waited for a session record.", shuttingDown);
        }
    }

    private FileLock lock(int stripe, long deadline) throws IOException {
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            FileLock lock = tryLock(stripe);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw late();
            }
            LockSupport.parkNanos(pause);
        }
    }

    private @Nullable FileLock tryLock(int stripe) throws IOException {
        synchronized (gate) {
            try {
                return channel.tryLock(stripe, 1, false);
            } catch (OverlappingFileLockException heldInThisJvm) {
                return null;
            }
        }
    }

    /** While we are in the gate nobody in this JVM can get a lock; if nobody has one either, closing takes nothing from anybody. */
    private boolean closeUnlessHeld() throws IOException {
        synchronized (gate) {
            try {
                FileLock unused = channel.tryLock(); // Whether another process holds one does not matter.
                channel.close();
                return true;
            } catch (OverlappingFileLockException heldInThisJvm) {
                return false;
            }
        }
    }

    private StoreException late() {
        return new StoreException("A session record was locked for longer than " + timeout
                + ". Look for a process that hangs or is stopped and uses the same session.file.dir.");
    }
}
