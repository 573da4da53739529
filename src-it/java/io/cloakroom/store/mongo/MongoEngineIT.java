package io.cloakroom.store.mongo;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.MongoServer;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine on MongoDB. */
class MongoEngineIT extends EngineContract {
    @RegisterExtension
    static final MongoServer MONGO = MongoServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new MongoStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.mongodb", MONGO.uri());
    }
}
