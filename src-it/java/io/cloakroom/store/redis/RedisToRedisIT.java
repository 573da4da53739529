package io.cloakroom.store.redis;

import io.cloakroom.core.MovingContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Within a real Redis, from one prefix, form of ids and format to others. */
class RedisToRedisIT extends MovingContract {
    @RegisterExtension
    static final RedisServer REDIS = RedisServer.shared();

    @Override
    protected SessionStore openOld(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected SessionStore openNew(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", REDIS.uri());
    }
}
