package io.cloakroom.store.mongo;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.testing.MongoServer;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on MongoDB, and how the records look to others. */
class MongoStoreIT extends StoreContract {
    @RegisterExtension
    static final MongoServer SERVER = MongoServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new MongoStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.mongodb", SERVER.uri());
    }
}
