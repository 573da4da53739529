package io.cloakroom.store.memcached;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.testing.MemcachedServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a real Memcached, and how the records look to others. */
class MemcachedStoreIT extends StoreContract {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new MemcachedStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.memcached", SERVER.address());
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    /** Memcached counts in whole seconds. */
    @Override
    protected Duration precision() {
        return Duration.ofSeconds(1);
    }

    /** The limit is 1 MiB for a value with its key and what Memcached adds. */
    @Override
    protected boolean holdsOneMebibyte() {
        return false;
    }
}
