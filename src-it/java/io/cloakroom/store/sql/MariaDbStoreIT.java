package io.cloakroom.store.sql;

import org.junit.jupiter.api.BeforeAll;

/** The contract on a real MariaDB. */
class MariaDbStoreIT extends DatabaseContract {
    private static String url = "";

    @BeforeAll
    static void database() {
        url = Product.MARIADB.newDatabase();
    }

    @Override
    String url() {
        return url;
    }

    @Override
    Product product() {
        return Product.MARIADB;
    }
}
