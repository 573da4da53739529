package io.cloakroom.store.sql;

import io.cloakroom.testing.MariaDbServer;

/** The contract on a real MariaDB. */
class MariaDbStoreIT extends DatabaseContract {
    private static final String URL = MariaDbServer.shared().newDatabase();

    @Override
    String url() {
        return URL;
    }

    @Override
    String statements() {
        return "mysql.sql";
    }

    @Override
    String flasksTable() {
        return "CREATE TABLE sessions (id INTEGER NOT NULL AUTO_INCREMENT, session_id VARCHAR(255), data BLOB, expiry DATETIME,"
                + " PRIMARY KEY (id), UNIQUE (session_id))";
    }
}
