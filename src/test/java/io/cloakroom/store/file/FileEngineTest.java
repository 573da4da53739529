package io.cloakroom.store.file;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;

/** The engine on files. */
class FileEngineTest extends EngineContract {
    @Override
    protected SessionStore open(StoreContext context) {
        return new FileStoreProvider().open(context);
    }
}
