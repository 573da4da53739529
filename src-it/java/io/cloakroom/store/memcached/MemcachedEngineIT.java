package io.cloakroom.store.memcached;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.MemcachedServer;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine on a real Memcached. */
class MemcachedEngineIT extends EngineContract {
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
}
