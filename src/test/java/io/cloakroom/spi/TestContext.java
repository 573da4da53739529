package io.cloakroom.spi;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Surroundings for a store under test: settings from a map, no beans, the default time-out. Immutable. */
public record TestContext(Map<String, String> settings, Clock clock, Path dataDirectory, Duration timeout)
        implements StoreContext {

    /** With a copy of the settings. */
    public TestContext {
        settings = Map.copyOf(settings);
    }

    /** With the default time-out, 2 s. */
    public TestContext(Map<String, String> settings, Clock clock, Path dataDirectory) {
        this(settings, clock, dataDirectory, Duration.ofSeconds(2));
    }

    @Override
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    @Override
    public <T> Optional<T> bean(Class<T> type) {
        return Optional.empty();
    }
}
