package io.cloakroom.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Example;
import io.cloakroom.SessionConfigException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The store in the documentation of this package, compiled from there, keeps the contract. */
@TestInstance(Lifecycle.PER_CLASS)
class ExampleStoreTest extends SweptStoreContract {
    private final ConcurrentMap<String, Object> records = new ConcurrentHashMap<>();
    private Class<?> providerClass;

    @BeforeAll
    void compileTheExample(@TempDir Path classes) throws Exception {
        Path documentation = Path.of("src/main/java/io/cloakroom/spi/package-info.java");
        providerClass = Example.inJavadocOf(documentation).compile(classes);
    }

    @AfterEach
    void emptyTheMap() {
        records.clear();
    }

    @Override
    protected SessionStore open(StoreContext context) {
        return provider().open(new Lending(context, lent()));
    }

    @Override
    protected boolean tellsWhatItFinds() {
        return false; // It leaves that to the sweep.
    }

    @Test
    void exampleSaysWhatIsMissing() {
        String told = assertThrows(
                        SessionConfigException.class, () -> provider().open(context()))
                .toString();
        assertTrue(told.contains("MapStoreProvider.Lent"), told);
        assertEquals("map", provider().type());
    }

    private SessionStoreProvider provider() {
        try {
            return (SessionStoreProvider) providerClass.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The example has to be what a ServiceLoader wants.", e);
        }
    }

    private Object lent() {
        try {
            Class<?> lent = Class.forName(providerClass.getName() + "$Lent", true, providerClass.getClassLoader());
            return lent.getConstructor(ConcurrentMap.class).newInstance(records);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The example has to be given its map.", e);
        }
    }

    /** Surroundings with one bean. */
    private record Lending(StoreContext context, Object bean) implements StoreContext {
        @Override
        public Optional<String> setting(String key) {
            return context.setting(key);
        }

        @Override
        public <T> Optional<T> bean(Class<T> type) {
            return Optional.of(bean).filter(type::isInstance).map(type::cast);
        }

        @Override
        public Path dataDirectory() {
            return context.dataDirectory();
        }

        @Override
        public Duration timeout() {
            return context.timeout();
        }

        @Override
        public Clock clock() {
            return context.clock();
        }
    }
}
