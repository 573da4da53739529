package io.cloakroom.store.redis;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.testing.RedisSentinels;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the master that real sentinels tell of. */
class RedisSentinelStoreIT extends StoreContract {
    @RegisterExtension
    static final RedisSentinels SENTINELS = RedisSentinels.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", SENTINELS.uri());
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    @Override
    protected Duration precision() {
        return Duration.ofMillis(500);
    }

    @Override
    protected boolean versionsAreContentHashes() {
        return true;
    }
}
