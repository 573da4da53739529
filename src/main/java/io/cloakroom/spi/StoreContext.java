package io.cloakroom.spi;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a store may ask of its surroundings. Thread-safe. */
public interface StoreContext {

    /**
     * A setting.
     *
     * @param key a MicroProfile Config key such as {@code session.redis}, one of the provider's own or of Cloakroom's
     * @return its value, Cloakroom's default included; empty if it has none
     */
    Optional<String> setting(String key);

    /** A client that the application lends: the CDI bean of this type, if it has exactly one. */
    <T> Optional<T> bean(Class<T> type);

    /** Where a store of files may keep them if no setting says so: apart from other applications, outliving a redeploy. */
    Path dataDirectory();

    /** How long a call of the store may take at most. */
    Duration timeout();

    /** The clock that decides what has expired. */
    Clock clock();

    /**
     * Does work in no transaction of the application. One that the thread is in is suspended meanwhile; it goes on as if nothing had been.
     * Without a transaction manager the work is simply done.
     */
    default <T extends @Nullable Object> T outsideTransaction(Supplier<T> work) {
        return work.get();
    }
}
