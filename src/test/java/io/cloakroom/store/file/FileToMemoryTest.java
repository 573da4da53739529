package io.cloakroom.store.file;

import io.cloakroom.core.MovingContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.store.memory.MemoryStoreProvider;
import org.jspecify.annotations.Nullable;

/** From files to memory, the other way than anybody goes, which the engine need not know. */
class FileToMemoryTest extends MovingContract {
    private @Nullable SessionStore memory;

    @Override
    protected SessionStore openOld(StoreContext context) {
        return new FileStoreProvider().open(context);
    }

    @Override
    protected SessionStore openNew(StoreContext context) {
        if (memory == null) {
            memory = new MemoryStoreProvider().open(context);
        }
        return memory;
    }
}
