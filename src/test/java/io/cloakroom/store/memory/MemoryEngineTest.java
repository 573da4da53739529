package io.cloakroom.store.memory;

import io.cloakroom.core.EngineContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import org.jspecify.annotations.Nullable;

/** The engine on memory. */
class MemoryEngineTest extends EngineContract {
    private @Nullable SessionStore node;

    @Override
    protected SessionStore open(StoreContext context) {
        if (node == null) {
            node = new MemoryStoreProvider().open(context);
        }
        return node;
    }
}
