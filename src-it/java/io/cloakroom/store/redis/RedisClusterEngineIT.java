package io.cloakroom.store.redis;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.RedisCluster;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine on a real Redis Cluster. */
class RedisClusterEngineIT extends EngineContract {
    @RegisterExtension
    static final RedisCluster REDIS = RedisCluster.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", REDIS.uri());
    }
}
