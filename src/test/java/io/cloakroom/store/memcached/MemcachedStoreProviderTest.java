package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.MovableClock;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.TestContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemcachedStoreProviderTest {
    private final StoreContext context = new TestContext(Map.of(), new MovableClock(), Path.of("target"));

    @Test
    void missingDriverIsNamedWithItsCoordinates() {
        SessionStoreProvider provider = provider(new WithoutDriver());
        String problem = assertThrows(SessionConfigException.class, () -> provider.open(context))
                .toString();
        assertTrue(problem.contains("session.type=memcached"), problem);
        assertTrue(problem.contains("com.amazonaws:elasticache-java-cluster-client:1.2.4"), problem);
    }

    @Test
    void reflectionOnTheProviderNeedsNoDriver() {
        Class<?> type = provider(new WithoutDriver()).getClass();
        assertEquals(0, type.getFields().length);
        assertTrue(type.getDeclaredMethods().length > 0, "no methods");
        assertEquals(1, type.getDeclaredConstructors().length);
    }

    @Test
    void storeOpensWhileMemcachedIsDown() {
        provider(MemcachedStoreProviderTest.class.getClassLoader())
                .open(context)
                .close();
    }

    private static SessionStoreProvider provider(ClassLoader loader) {
        return ServiceLoader.load(SessionStoreProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.type().equals("memcached")
                        && provider.getClass().getClassLoader() == loader)
                .findFirst()
                .orElseThrow();
    }

    /** An application that forgot the driver: loads this package anew, and finds no class of it. */
    private static final class WithoutDriver extends ClassLoader {
        WithoutDriver() {
            super(MemcachedStoreProviderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("net.spy.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.cloakroom.store.memcached.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
