package io.cloakroom.core;

import io.cloakroom.codec.Codecs;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.store.memory.MemoryStoreProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** Two stores between which records move keep the contract of one: with records that begin in the new one, and with records that all begin in the old one. */
class MovingStoreTest {

    @Nested
    class WithRecordsOfTheNewStore extends Contract {}

    @Nested
    class WithRecordsOfTheOldStore extends Contract {
        @Override
        SessionStore node(Pair stores) {
            return new OldNode(stores);
        }
    }

    abstract static class Contract extends StoreContract {
        private @Nullable Pair stores;

        @Override
        protected SessionStore open(StoreContext context) {
            if (stores == null) {
                SessionStore from = new MemoryStoreProvider().open(context);
                stores = new Pair(new MemoryStoreProvider().open(context), from, migration(from, context.clock()));
            }
            return node(stores);
        }

        SessionStore node(Pair stores) {
            return new NewNode(stores);
        }

        private static Migration migration(SessionStore from, Clock clock) {
            SessionIds ids = new SessionIds(TestEngine.config("new").ids(), new SecureRandom(), Optional.empty());
            Records records = new Records(Codecs.ofRecords("msgpack", MovingStoreTest.class.getClassLoader()));
            Migration.Form form = new Migration.Form(ids, records);
            return new Migration(from, form, form, new MoveLog("old", "new", clock));
        }
    }

    record Pair(SessionStore to, SessionStore from, Migration migration) {
        Moving at(String key) {
            return new Moving(to, from, migration).of(key, "former:" + key);
        }
    }

    /** What requests see, one for each call. */
    private static class NewNode implements SessionStore {
        final Pair stores;

        NewNode(Pair stores) {
            this.stores = stores;
        }

        @Override
        public Optional<Stored> find(String key) {
            return stores.at(key).find(key);
        }

        @Override
        public Optional<String> create(String key, byte[] data, Instant expiresAt) {
            return stores.at(key).create(key, data, expiresAt);
        }

        @Override
        public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
            return stores.at(key).update(key, version, data, expiresAt);
        }

        @Override
        public void touch(String key, Instant expiresAt) {
            stores.at(key).touch(key, expiresAt);
        }

        @Override
        public void delete(String key) {
            stores.at(key).delete(key);
        }

        @Override
        public void close() {}
    }

    /** The same, but for new records, which it gives to the old store. */
    private static final class OldNode extends NewNode {
        OldNode(Pair stores) {
            super(stores);
        }

        @Override
        public Optional<String> create(String key, byte[] data, Instant expiresAt) {
            if (find(key).isPresent()
                    || stores.from().create("former:" + key, data, expiresAt).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(find(key).map(Stored::version).orElse("gone already"));
        }
    }
}
