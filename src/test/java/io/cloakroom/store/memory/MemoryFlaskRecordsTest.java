package io.cloakroom.store.memory;

import io.cloakroom.core.FlaskRecordsContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flask-Session has no memory to share; this one shows what the engine alone makes of its records. */
class MemoryFlaskRecordsTest extends FlaskRecordsContract {
    private @Nullable SessionStore memory;

    @Override
    protected SessionStore open(StoreContext context) {
        memory = new MemoryStoreProvider().open(context);
        return memory;
    }

    @Override
    protected void plant(String key, byte[] data, Instant expiresAt) {
        memory().delete(key);
        memory().create(key, data, expiresAt);
    }

    @Override
    protected Optional<byte[]> raw(String key) {
        return memory().find(key).map(Stored::data);
    }

    private SessionStore memory() {
        return Objects.requireNonNull(memory);
    }
}
