package io.cloakroom.core;

import io.cloakroom.spi.SessionStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what one request costs its store. Thread-safe. */
final class StoreCalls {
    private final AtomicInteger count = new AtomicInteger();

    int count() {
        return count.get();
    }

    /** The store, each call counted. */
    RequestStore on(SessionStore store) {
        return new Counted(store);
    }

    private final class Counted implements RequestStore {
        private final SessionStore store;

        Counted(SessionStore store) {
            this.store = store;
        }

        @Override
        public Optional<Stored> find(String key) {
            return counted().find(key);
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
