package com.example.store;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.SweptStoreContract;
import java.util.Map;
import java.util.UUID;

/** All that its author has to write to know that the store is right. */
class H2StoreTest extends SweptStoreContract {
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";db_close_delay=-1";

    @Override
    protected SessionStore open(StoreContext context) {
        return new H2StoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.h2", database);
    }

    @Override
    protected boolean tellsWhatItSweeps() {
        return false; // It does no more than it must.
    }
}
