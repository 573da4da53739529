package io.cloakroom.store.sql;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.SweptStoreContract;
import java.util.Map;
import java.util.UUID;

/** The contract with EclipseLink on H2, outside of a server. */
class H2StoreTest extends SweptStoreContract {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Override
    protected SessionStore open(StoreContext context) {
        return new SqlStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.sql", url);
    }
}
