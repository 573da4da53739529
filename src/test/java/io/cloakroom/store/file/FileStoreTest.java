package io.cloakroom.store.file;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.SweptStoreContract;

/** The contract, on two stores in one directory. */
class FileStoreTest extends SweptStoreContract {
    @Override
    protected SessionStore open(StoreContext context) {
        return new FileStoreProvider().open(context);
    }
}
