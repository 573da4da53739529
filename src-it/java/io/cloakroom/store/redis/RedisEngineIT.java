package io.cloakroom.store.redis;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine on a real Redis. */
class RedisEngineIT extends EngineContract {
    @RegisterExtension
    static final RedisServer REDIS = RedisServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", REDIS.uri());
    }
}
