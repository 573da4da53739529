package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.store.H2StoreProvider;
import io.cloakroom.Session;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.store.memory.MemoryStoreProvider;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that an application brings along: named to the ServiceLoader, or beans. */
class OwnStoreTest {
    private static final String DATABASE = "jdbc:h2:mem:brought;db_close_delay=-1";
    private static final Map<String, String> H2 = Map.of("session.type", "h2", "session.h2", DATABASE);

    /** What a provider may want to be given. */
    @ApplicationScoped
    static class Vault {
        String secret() {
            return "vault";
        }
    }

    /** A provider that needs others. */
    @ApplicationScoped
    static class InjectedProvider implements SessionStoreProvider {
        private final @Nullable Vault vault;

        /** For proxies. */
        InjectedProvider() {
            vault = null;
        }

        @Inject
        InjectedProvider(Vault vault) {
            this.vault = vault;
        }

        @Override
        public String type() {
            return vault == null ? "none" : vault.secret();
        }

        @Override
        public SessionStore open(StoreContext context) {
            return new H2StoreProvider().open(context);
        }
    }

    /** Another store under a name of ours. */
    @Dependent
    static class OwnMemory implements SessionStoreProvider {
        static final AtomicBoolean OPENED = new AtomicBoolean();
        static final AtomicBoolean DESTROYED = new AtomicBoolean();

        @Override
        public String type() {
            return "memory";
        }

        @Override
        public SessionStore open(StoreContext context) {
            OPENED.set(true);
            return new MemoryStoreProvider().open(context);
        }

        @PreDestroy
        void destroy() {
            DESTROYED.set(true);
        }
    }

    /** One more. */
    @Dependent
    static class OtherMemory extends OwnMemory {}

    /** One that was meant to replace another. */
    @Dependent
    @Alternative
    @Priority(1)
    static class ReplacedMemory implements SessionStoreProvider {
        static final AtomicBoolean OPENED = new AtomicBoolean();

        @Override
        public String type() {
            return "memory";
        }

        @Override
        public SessionStore open(StoreContext context) {
            OPENED.set(true);
            return new MemoryStoreProvider().open(context);
        }
    }

    /** A provider that is no class of a bean. */
    @Dependent
    static class Workshop {
        @Produces
        @ApplicationScoped
        SessionStoreProvider provider() {
            return new H2StoreProvider();
        }
    }

    /** One that cannot be made. */
    @Dependent
    static class BrokenProvider extends OwnMemory {
        BrokenProvider() {
            throw new UnsupportedOperationException("hunter2");
        }
    }

    @BeforeEach
    @AfterEach
    void forget() throws SQLException {
        try (Connection database = DriverManager.getConnection(DATABASE)) {
            database.createStatement().execute("drop table if exists session");
        }
        for (AtomicBoolean fact : List.of(OwnMemory.OPENED, OwnMemory.DESTROYED, ReplacedMemory.OPENED)) {
            fact.set(false);
        }
    }

    @Test
    void theServiceLoaderFindsOne(@TempDir Path application) throws Exception {
        Path services = Files.createDirectories(application.resolve("META-INF/services"));
        Files.writeString(services.resolve(SessionStoreProvider.class.getName()), H2StoreProvider.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {application.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            assertKeepsSessionsInH2(H2);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Test
    void aClassCanBeTheBean() throws Exception {
        assertKeepsSessionsInH2(H2, H2StoreProvider.class);
    }

    @Test
    void aBeanIsInjectedAsAnyOther() throws Exception {
        assertKeepsSessionsInH2(
                Map.of("session.type", "vault", "session.h2", DATABASE), InjectedProvider.class, Vault.class);
    }

    @Test
    void aMethodCanProduceTheBean() throws Exception {
        assertKeepsSessionsInH2(H2, Workshop.class);
    }

    @Test
    void sessionsMoveToAndFromIt() throws Exception {
        Application old = new Application(H2, H2StoreProvider.class);
        try (old) {
            old.request(() -> old.bean(Session.class).put("user", "Ada"));
        }
        Map<String, String> now =
                Map.of("session.migrate-from", "h2", "session.migrate-from.h2", DATABASE, "session.h2", "jdbc:none");
        try (Application application = new Application(now, H2StoreProvider.class).succeeding(old)) {
            application.request(
                    () -> assertEquals("Ada", application.bean(Session.class).get("user")));
            assertEquals(0, records());
        }
    }

    @Test
    void aBeanBeatsAProviderOfTheSameTypeThatIsNone() throws Exception {
        try (Application application = new Application(Map.of(), OwnMemory.class)) {
            application.request(() -> application.bean(Session.class).put("user", "Ada"));
            assertTrue(OwnMemory.OPENED.get());
            assertFalse(OwnMemory.DESTROYED.get());
        }
        assertTrue(OwnMemory.DESTROYED.get());
    }

    @Test
    void twoBeansOfOneTypeAreAProblem() {
        String told = problem(Map.of(), OwnMemory.class, OtherMemory.class);
        assertTrue(
                told.contains("1 problem") && told.contains("Several beans provide stores of the type memory"), told);
        assertTrue(told.contains("OtherMemory, ") && told.contains("$OwnMemory"), told);
    }

    @Test
    void ofTwoBeansOfOneTypeTheAlternativeCounts() throws Exception {
        try (Application application =
                new Application(H2, OwnMemory.class, ReplacedMemory.class, H2StoreProvider.class)) {
            application.request(() -> application.bean(Session.class).put("user", "Ada"));
            assertEquals(1, records(), "an alternative takes the place of beans of its own type only");
        }
        try (Application application = new Application(Map.of(), OwnMemory.class, ReplacedMemory.class)) {
            application.request(() -> application.bean(Session.class).put("user", "Ada"));
        }
        assertTrue(ReplacedMemory.OPENED.get() && !OwnMemory.OPENED.get());
    }

    @Test
    void allProblemsAreToldTogetherWithThoseOfTheBeans() {
        String told = problem(
                Map.of("session.type", "papyrus", "session.permanent", "perhaps"),
                OwnMemory.class,
                OtherMemory.class,
                H2StoreProvider.class);
        assertTrue(told.contains("3 problems"), told);
        for (String word : List.of("papyrus", "choose one of", "h2", "session.permanent", "Several beans")) {
            assertTrue(told.contains(word), told);
        }
    }

    @Test
    void aBeanThatCannotBeMadeIsAProblem() {
        String told = problem(Map.of(), BrokenProvider.class);
        assertTrue(told.contains("BrokenProvider provides a store, but fails with"), told);
        assertFalse(told.contains("hunter2"), told);
    }

    private static void assertKeepsSessionsInH2(Map<String, String> settings, Class<?>... beans) throws Exception {
        try (Application application = new Application(settings, beans)) {
            application.request(() -> application.bean(Session.class).put("user", "Ada"));
            application.request(
                    () -> assertEquals("Ada", application.bean(Session.class).get("user")));
            assertEquals(1, records());
        }
    }

    private static int records() throws SQLException {
        try (Connection database = DriverManager.getConnection(DATABASE);
                ResultSet count = database.createStatement().executeQuery("select count(*) from session")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static String problem(Map<String, String> settings, Class<?>... beans) {
        return assertThrows(RuntimeException.class, () -> new Application(settings, beans))
                .toString();
    }
}
