package io.cloakroom.store;

import io.cloakroom.SessionConfigException;
import io.cloakroom.config.ConfigKeys;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.TestContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Opens a backend with the default settings and closes it again; tells "opened", or what a deployment would be told. Runs in {@link Driverless}. */
final class OpenedBackend implements UnaryOperator<String> {
    OpenedBackend() {}

    @Override
    public String apply(String type) {
        Map<String, String> settings = new HashMap<>();
        ConfigKeys.all().forEach(key -> key.defaultValue().ifPresent(value -> settings.put(key.name(), value)));
        settings.put("session.sql", "jdbc:h2:mem:drivers"); // There is no data source outside a server.
        try (SessionStore store = Stores.of(OpenedBackend.class.getClassLoader())
                .open(type, new TestContext(settings, Clock.systemUTC(), Path.of("target", "drivers")))) {
            return store.getClass().getClassLoader() == OpenedBackend.class.getClassLoader() ? "opened" : "elsewhere";
        } catch (SessionConfigException problem) {
            return problem.toString();
        }
    }
}
