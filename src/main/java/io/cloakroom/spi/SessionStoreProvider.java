package io.cloakroom.spi;

/**
 * Opens one kind of store. A CDI bean, of whatever scope, or found by {@link java.util.ServiceLoader}; of two for one type the bean
 * counts. It is created whatever backend is chosen: it must name no class of a driver, not even in a signature, lambda or catch clause.
 */
public interface SessionStoreProvider {

    /** The value of {@code session.type} that selects this provider; lower case. */
    String type();

    /**
     * Opens the store, once for each application. Does not need the backend to be up.
     *
     * @throws io.cloakroom.SessionConfigException if a setting is wrong or a driver is missing: the deployment stops
     */
    SessionStore open(StoreContext context);
}
