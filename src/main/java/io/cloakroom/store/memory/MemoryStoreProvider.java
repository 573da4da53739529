package io.cloakroom.store.memory;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;

/** Opens {@code session.type=memory}. Thread-safe. */
public final class MemoryStoreProvider implements SessionStoreProvider {
    private static final int DEFAULT_THRESHOLD = 10_000;

    @Override
    public String type() {
        return "memory";
    }

    /**
     * Opens an empty store.
     *
     * @throws SessionConfigException if {@code session.memory.threshold} is not a number from 1 on
     */
    @Override
    public SessionStore open(StoreContext context) {
        int threshold = context.setting(MemoryStore.THRESHOLD)
                .map(MemoryStoreProvider::threshold)
                .orElse(DEFAULT_THRESHOLD);
        return new MemoryStore(context.clock(), threshold);
    }

    private static int threshold(String value) {
        if (!value.strip().matches("0*[1-9]\\d{0,8}")) {
            throw new SessionConfigException(MemoryStore.THRESHOLD + "=" + value
                    + " is not a number of records: give one from 1 to 999999999, or leave the key away for "
                    + DEFAULT_THRESHOLD + ".");
        }
        return Integer.parseInt(value.strip());
    }
}
