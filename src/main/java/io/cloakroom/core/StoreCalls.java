package io.cloakroom.core;

import io.cloakroom.spi.SessionStore;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what one request costs its store, and tells of the sessions for which it came too late. Thread-safe. */
final class StoreCalls {
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final Expirations expirations;

    StoreCalls(Expirations expirations) {
        this.expirations = expirations;
    }

    int count() {
        return count.get();
    }

    /**
     * The store, each call counted.
     *
     * @param records of that store
     */
    RequestStore on(SessionStore store, Records records) {
        return new Counted(store, expirations.ofStore(records));
    }

    /** Tells of the sessions that were found to have expired. Not earlier, because who is told may use the session that comes in place of them. */
    void tellOfExpired() {
        for (Runnable next = news.poll(); next != null; next = news.poll()) {
            next.run();
        }
    }

    private final class Counted implements RequestStore {
        private final SessionStore store;
        private final Expirations.OfStore expired;

        Counted(SessionStore store, Expirations.OfStore expired) {
            this.store = store;
            this.expired = expired;
        }

        @Override
        public Optional<Stored> find(String key) {
            return expired.areHeard()
                    ? counted().find(key, removed -> news.add(() -> expired.tell(removed)))
                    : counted().find(key);
        }

        @Override
        public Optional<String> create(String key, byte[] data, Instant expiresAt) {
            return counted().create(key, data, expiresAt);
        }

        @Override
        public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
            return counted().update(key, version, data, expiresAt);
        }

        @Override
        public void touch(String key, Instant expiresAt) {
            counted().touch(key, expiresAt);
        }

        @Override
        public void delete(String key) {
            counted().delete(key);
        }

        @Override
        public void close() {
            store.close();
        }

        private SessionStore counted() {
            count.incrementAndGet();
            return store;
        }
    }
}
