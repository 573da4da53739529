package io.cloakroom.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configurations that are nothing but what a test says: neither environment nor system properties. */
final class Configs {
    /** 36 bytes. */
    static final String SECRET = "a-secret-that-must-never-be-shown-01";

    static final String OLD_SECRET = "an-old-secret-that-must-not-be-shown";
    static final String OLDER_SECRET = "the-oldest-secret-that-nobody-may-see";

    private Configs() {}

    /** A reader of keys and values, one after the other. */
    static ConfigReader reader(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new ConfigReader(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(List.of(new PropertiesConfigSource(properties, "test", 100)))
                .build());
    }

    static SessionConfig read(String... keysAndValues) {
        return reader(keysAndValues).read();
    }
}
