package io.cloakroom.store.redis;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** Opens {@code session.type=redis}. Names no class of Jedis: it is created in applications that have none. Thread-safe. */
public final class RedisStoreProvider implements SessionStoreProvider {
    private static final String DRIVER = "redis.clients.jedis.RedisClient";

    /** For the service loader. */
    public RedisStoreProvider() {}

    @Override
    public String type() {
        return "redis";
    }

    @Override
    public SessionStore open(StoreContext context) {
        try {
            Class.forName(DRIVER, false, RedisStoreProvider.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new SessionConfigException(
                    "session.type is redis, and the Jedis client is not on the application's class path: add redis.clients:jedis:8.0.2 to"
                            + " it, or choose another session.type.",
                    e);
        }
        String uri = context.setting("session.redis").orElse("");
        if (uri.contains(",") || uri.startsWith("redis-sentinel")) {
            throw new SessionConfigException(
                    "session.redis names a cluster or sentinels, which this version does not support yet:"
                            + " give the address of one server, redis://host:port.");
        }
        return RedisStore.open(context);
    }
}
