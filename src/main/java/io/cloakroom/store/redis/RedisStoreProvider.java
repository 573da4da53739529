package io.cloakroom.store.redis;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** Opens {@code session.type=redis}, or says that its driver is missing. Names no class of the driver. Thread-safe. */
public final class RedisStoreProvider implements SessionStoreProvider {
    private static final String DRIVER = "redis.clients.jedis.RedisClient";

    @Override
    public String type() {
        return "redis";
    }

    /**
     * Opens the store; connects at its first use only.
     *
     * @throws SessionConfigException if the driver is missing or {@code session.redis} is not an address that is supported
     */
    @Override
    public SessionStore open(StoreContext context) {
        try {
            Class.forName(DRIVER, false, RedisStoreProvider.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new SessionConfigException(
                    "session.type=redis needs the Redis client Jedis (" + DRIVER
                            + "), which the application does not have: add the dependency redis.clients:jedis:8.0.2 to it.",
                    missing);
        }
        return RedisStore.open(context);
    }
}
