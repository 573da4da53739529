package io.cloakroom.store.sql;

/** The contract on H2, in this JVM. */
class H2StoreIT extends DatabaseContract {
    private final String url = Product.H2.newDatabase();

    @Override
    String url() {
        return url;
    }

    @Override
    Product product() {
        return Product.H2;
    }
}
