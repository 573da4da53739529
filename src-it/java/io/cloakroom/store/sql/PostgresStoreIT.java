package io.cloakroom.store.sql;

import io.cloakroom.testing.PostgresServer;

/** The contract on a real PostgreSQL. */
class PostgresStoreIT extends DatabaseContract {
    private static final String URL = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return URL;
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
