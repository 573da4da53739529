package io.cloakroom.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the requests of one session on this node write one after the other, which saves them conflicts. Correctness does not rest on it: who waited too
 * long goes on without. Thread-safe.
 */
final class SessionLocks {
    private static final int STRIPES = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    SessionLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock(true);
        }
    }

    <T> T inTurn(String key, Supplier<T> writing) {
        ReentrantLock lock = stripes[Math.floorMod(key.hashCode(), STRIPES)];
        boolean locked = lockPatiently(lock);
        try {
            return writing.get();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private static boolean lockPatiently(ReentrantLock lock) {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
