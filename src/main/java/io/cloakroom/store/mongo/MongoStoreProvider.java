package io.cloakroom.store.mongo;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** Opens {@code session.type=mongodb}, or says that its driver is missing. Names no class of the driver. Thread-safe. */
public final class MongoStoreProvider implements SessionStoreProvider {
    private static final String DRIVER = "com.mongodb.client.MongoClient";
    private static final String SINCE_TIME_OUTS = "com.mongodb.MongoOperationTimeoutException"; // Which 5.1 lacks.

    @Override
    public String type() {
        return "mongodb";
    }

    /**
     * Opens the store; connects at its first use only.
     *
     * @throws SessionConfigException if the driver is missing or a setting is wrong
     */
    @Override
    public SessionStore open(StoreContext context) {
        try {
            ClassLoader loader = MongoStoreProvider.class.getClassLoader();
            Class.forName(DRIVER, false, loader);
            Class.forName(SINCE_TIME_OUTS, false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new SessionConfigException(
                    "session.type=mongodb needs MongoDB's driver, 5.2 or later (" + DRIVER
                            + "), which the application does not have: add the dependency"
                            + " org.mongodb:mongodb-driver-sync:5.14.0 to it.",
                    missing);
        }
        return MongoStore.open(context);
    }
}
