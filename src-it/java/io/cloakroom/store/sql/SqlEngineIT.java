package io.cloakroom.store.sql;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.PostgresServer;
import io.cloakroom.testing.SqlServer;
import java.util.Map;

/** The engine on a real PostgreSQL. */
class SqlEngineIT extends EngineContract {
    private static final String URL = PostgresServer.shared().newDatabase();

    @Override
    protected SessionStore open(StoreContext context) {
        return new SqlStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "session.sql", URL, "session.sql.username", SqlServer.USER, "session.sql.password", SqlServer.PASSWORD);
    }
}
