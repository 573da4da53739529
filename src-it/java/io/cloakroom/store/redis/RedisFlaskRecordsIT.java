package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.core.FlaskRecordsContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.RedisServer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** The records of Flask-Session in a real Redis. */
class RedisFlaskRecordsIT extends FlaskRecordsContract {
    @RegisterExtension
    static final RedisServer SERVER = RedisServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", SERVER.uri());
    }

    @Override
    protected void plant(String key, byte[] data, Instant expiresAt) {
        try (RedisClient redis = RedisClient.create(SERVER.uri())) {
            redis.set(key.getBytes(UTF_8), data, SetParams.setParams().pxAt(expiresAt.toEpochMilli()));
        }
    }

    @Override
    protected Optional<byte[]> raw(String key) {
        try (RedisClient redis = RedisClient.create(SERVER.uri())) {
            return Optional.ofNullable(redis.get(key.getBytes(UTF_8)));
        }
    }
}
