package io.cloakroom.store.sql;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** Opens {@code session.type=sql}, or says that JPA is missing. Names no class of JPA. Thread-safe. */
public final class SqlStoreProvider implements SessionStoreProvider {
    private static final String API = "jakarta.persistence.Persistence";

    @Override
    public String type() {
        return "sql";
    }

    /**
     * Opens the store; connects at its first use only.
     *
     * @throws SessionConfigException if there is no JPA, or no JDBC driver for the URL in {@code session.sql}
     */
    @Override
    public SessionStore open(StoreContext context) {
        try {
            Class.forName(API, false, SqlStoreProvider.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new SessionConfigException(
                    "session.type=sql needs JPA (" + API
                            + "), which the server does not have: turn on its persistence feature, or add the dependency"
                            + " org.eclipse.persistence:org.eclipse.persistence.jpa:4.0.9 to the application.",
                    missing);
        }
        return SqlStore.open(context);
    }
}
