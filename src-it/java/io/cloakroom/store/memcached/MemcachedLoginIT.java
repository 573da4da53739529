package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MemcachedServer;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logins by SASL. */
class MemcachedLoginIT {
    @RegisterExtension
    static final MemcachedServer OPEN = MemcachedServer.shared();

    private static final String PASSWORD = "s3cret +/%:@";

    private static PasswordDaemon passwords;
    private static MemcachedServer server;

    private final Clock clock = Clock.systemUTC();

    @BeforeAll
    static void start() throws Exception {
        passwords = new PasswordDaemon(PASSWORD);
        server = MemcachedServer.withSasl(passwords.directory());
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        passwords.close();
    }

    @Test
    void passwordOpens() {
        try (SessionStore store = open(server, PASSWORD)) {
            roundTrip(store);
        }
    }

    @Test
    void loginIsRepeatedAfterARestart() {
        try (SessionStore store = open(server, PASSWORD)) {
            roundTrip(store);
            server.stop();
            server.start();
            roundTrip(store);
        }
    }

    @Test
    void wrongOrMissingLoginIsToldAsSuch() {
        for (String wrong : new String[] {"s3cretly", ""}) {
            try (SessionStore store = open(server, wrong)) {
                for (int i = 0; i < 3; i++) {
                    assertLoginRefused(server, store);
                }
            }
        }
        Services.await("nobody tries any more", Duration.ofSeconds(5), () -> driversLogins() == 0);
    }

    private static long driversLogins() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getSimpleName().equals("AuthThread"))
                .count();
    }

    @Test
    void loginThatTheServerDoesNotAskForIsToldAsSuch() {
        try (SessionStore store = open(OPEN, PASSWORD)) {
            for (int i = 0; i < 3; i++) {
                assertLoginRefused(OPEN, store);
            }
        }
    }

    @Test
    void loginThatIsCorrectedInTheServerNeedsNoRestartOfOurs() {
        try (SessionStore store = open(server, "s3cret of tomorrow")) {
            assertLoginRefused(server, store);
            passwords.change("s3cret of tomorrow");
            Services.await("the login is taken", Duration.ofSeconds(20), () -> {
                try {
                    roundTrip(store);
                    return true;
                } catch (StoreException notYet) {
                    return false;
                }
            });
        } finally {
            passwords.change(PASSWORD);
        }
    }

    private static void assertLoginRefused(MemcachedServer server, SessionStore store) {
        StoreException refusal = assertThrows(StoreException.class, () -> store.find("session:login"));
        String told = refusal + " " + refusal.getCause();
        assertTrue(told.contains("session.memcached.password") && told.contains(server.address()), told);
        assertTrue(told.contains("login"), told);
        assertFalse(told.contains("s3cret") || told.contains("session:"), told);
    }

    private void roundTrip(SessionStore store) {
        store.delete("session:login");
        store.create("session:login", new byte[] {1}, clock.instant().plusSeconds(60));
        assertArrayEquals(
                new byte[] {1}, store.find("session:login").orElseThrow().data());
    }

    private SessionStore open(MemcachedServer server, String password) {
        Map<String, String> settings = new HashMap<>(Map.of("session.memcached", server.address()));
        if (!password.isEmpty()) {
            settings.putAll(Map.of("session.memcached.username", "ada", "session.memcached.password", password));
        }
        return new MemcachedStoreProvider().open(new TestContext(settings, clock, Path.of("target")));
    }
}
