package io.cloakroom.store.redis;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.RedisSentinels;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine on the master that real sentinels tell of. */
class RedisSentinelEngineIT extends EngineContract {
    @RegisterExtension
    static final RedisSentinels REDIS = RedisSentinels.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", REDIS.uri());
    }
}
