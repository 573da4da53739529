package io.cloakroom.store.sql;

import io.cloakroom.testing.MariaDbServer;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real MariaDB. */
class MariaDbStoreIT extends DatabaseContract {
    private static String url = "";

    @BeforeAll
    static void database() {
        url = MariaDbServer.shared().newDatabase();
    }

    @Override
    String url() {
        return url;
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
