package com.example.store;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** A store of somebody else's, in an H2 database: {@code session.type=h2}, and {@code session.h2} is the JDBC URL. */
public class H2StoreProvider implements SessionStoreProvider {
    @Override
    public String type() {
        return "h2";
    }

    @Override
    public SessionStore open(StoreContext context) {
        String url = context.setting("session.h2")
                .orElseThrow(() -> new SessionConfigException("session.h2 is not set: set it to a JDBC URL of H2."));
        return new H2Store(url, context);
    }
}
