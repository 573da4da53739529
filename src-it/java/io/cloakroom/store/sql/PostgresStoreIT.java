package io.cloakroom.store.sql;

import io.cloakroom.testing.PostgresServer;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real PostgreSQL. */
class PostgresStoreIT extends DatabaseContract {
    private static String url = "";

    @BeforeAll
    static void database() {
        url = PostgresServer.shared().newDatabase();
    }

    @Override
    String url() {
        return url;
    }

    @Override
    String statements() {
        return "postgresql.sql";
    }

    @Override
    String flasksTable() {
        return "CREATE TABLE sessions (id SERIAL NOT NULL, session_id VARCHAR(255), data BYTEA, expiry TIMESTAMP WITHOUT TIME ZONE,"
                + " PRIMARY KEY (id), UNIQUE (session_id))";
    }
}
