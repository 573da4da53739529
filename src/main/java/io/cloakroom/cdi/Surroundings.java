package io.cloakroom.cdi;

import io.cloakroom.config.ConfigReader;
import io.cloakroom.spi.StoreContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a store may ask of the application and the server. Thread-safe. */
final class Surroundings implements StoreContext {
    /** Where servers keep data of their own: WildFly, Payara, Open Liberty. */
    private static final List<String> DATA_DIRECTORIES =
            List.of("jboss.server.data.dir", "com.sun.aas.instanceRoot", "server.output.dir");

    private final ConfigReader reader;
    private final ApplicationBeans beans;
    private final BeanManager manager;
    private final OutsideTransaction outside;
    private final Duration timeout;
    private final String contextPath;

    Surroundings(
            ConfigReader reader, ApplicationBeans beans, BeanManager manager, Duration timeout, String contextPath) {
        this.reader = reader;
        this.beans = beans;
        this.manager = manager;
        this.outside = beans.instance(OutsideTransaction.class, manager).orElseThrow();
        this.timeout = timeout;
        this.contextPath = contextPath;
    }

    @Override
    public Optional<String> setting(String key) {
        return reader.setting(key);
    }

    @Override
    public <T> Optional<T> bean(Class<T> type) {
        return beans.instance(type, manager);
    }

    @Override
    public Path dataDirectory() {
        String application =
                contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', '#');
        return serverDirectory().resolve("cloakroom").resolve(application);
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public <T extends @Nullable Object> T outsideTransaction(Supplier<T> work) {
        return outside.run(work);
    }

    private static Path serverDirectory() {
        return DATA_DIRECTORIES.stream()
                .map(System::getProperty)
                .flatMap(directory -> Stream.ofNullable(directory))
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir"))));
    }
}
