package io.cloakroom.store.memcached;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** Opens {@code session.type=memcached}, or says that its driver is missing. Names no class of the driver. Thread-safe. */
public final class MemcachedStoreProvider implements SessionStoreProvider {
    private static final String DRIVER = "net.spy.memcached.ClientMode"; // Which Spymemcached, its forerunner, lacks.

    @Override
    public String type() {
        return "memcached";
    }

    /**
     * Opens the store; connects at its first use only.
     *
     * @throws SessionConfigException if the driver is missing or a setting is wrong
     */
    @Override
    public SessionStore open(StoreContext context) {
        try {
            Class.forName(DRIVER, false, MemcachedStoreProvider.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new SessionConfigException(
                    "session.type=memcached needs the Memcached client of ElastiCache (" + DRIVER
                            + "), which the application does not have: add the dependency"
                            + " com.amazonaws:elasticache-java-cluster-client:1.2.4 to it.",
                    missing);
        }
        return MemcachedStore.open(context);
    }
}
