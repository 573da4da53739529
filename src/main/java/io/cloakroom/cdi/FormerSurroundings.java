package io.cloakroom.cdi;

import io.cloakroom.config.ConfigReader;
import io.cloakroom.spi.StoreContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the store may ask that sessions move from: its settings are its own, as far as they are set. Thread-safe. */
final class FormerSurroundings implements StoreContext {
    private final StoreContext now;
    private final ConfigReader reader;
    private final boolean lends;

    /**
     * The old store's.
     *
     * @param now what the new store may ask
     * @param type of the old store
     */
    FormerSurroundings(StoreContext now, ConfigReader reader, String type) {
        this.now = now;
        this.reader = reader;
        this.lends = !reader.isFormerNamed(type);
    }

    @Override
    public Optional<String> setting(String key) {
        return reader.formerSetting(key);
    }

    /** None, if the configuration says where the old store is: the client that the application lends is for the new one then. */
    @Override
    public <T> Optional<T> bean(Class<T> type) {
        return lends ? now.bean(type) : Optional.empty();
    }

    @Override
    public Path dataDirectory() {
        return now.dataDirectory();
    }

    @Override
    public Duration timeout() {
        return now.timeout();
    }

    @Override
    public Clock clock() {
        return now.clock();
    }

    @Override
    public <T extends @Nullable Object> T outsideTransaction(Supplier<T> work) {
        return now.outsideTransaction(work);
    }
}
