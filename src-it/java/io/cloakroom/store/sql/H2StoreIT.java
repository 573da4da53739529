package io.cloakroom.store.sql;

import io.cloakroom.testing.Services;
import java.util.UUID;
import org.h2.engine.Constants;
import org.junit.jupiter.api.BeforeAll;

/** The contract on H2, in this JVM. */
class H2StoreIT extends DatabaseContract {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @BeforeAll
    static void report() {
        Services.report("h2", Constants.VERSION, "in process");
    }

    @Override
    String url() {
        return url;
    }

    @Override
    String statements() {
        return "h2.sql";
    }

    @Override
    String flasksTable() {
        return "CREATE TABLE sessions (id INTEGER NOT NULL AUTO_INCREMENT, session_id VARCHAR(255), data BLOB, expiry DATETIME,"
                + " PRIMARY KEY (id), UNIQUE (session_id))";
    }
}
