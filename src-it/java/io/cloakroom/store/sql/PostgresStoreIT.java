package io.cloakroom.store.sql;

import org.junit.jupiter.api.BeforeAll;

/** The contract on a real PostgreSQL. */
class PostgresStoreIT extends DatabaseContract {
    private static String url = "";

    @BeforeAll
    static void database() {
        url = Product.POSTGRESQL.newDatabase();
    }

    @Override
    String url() {
        return url;
    }

    @Override
    Product product() {
        return Product.POSTGRESQL;
    }
}
