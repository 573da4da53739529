package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.MovableClock;
import io.cloakroom.spi.TestContext;
import io.cloakroom.store.memcached.MemcachedSettings.Login;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemcachedSettingsTest {

    @Test
    void withoutSettingsItIsThisMachineWithoutTlsAndLogin() {
        MemcachedSettings none = settings(Map.of());
        assertEquals(List.of(new ServerAddress("localhost", 11211)), none.servers());
        assertFalse(none.tls());
        assertNull(none.login());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " yes", "1", "on"})
    void tlsIsReadAsTheOtherSettings(String on) {
        assertTrue(settings(Map.of("session.memcached.tls", on)).tls());
        assertFalse(settings(Map.of("session.memcached.tls", "false")).tls());
    }

    @Test
    void passwordIsInNoText() {
        Map<String, String> both = Map.of("session.memcached.username", "ada", "session.memcached.password", "s3cret");
        Login login = Objects.requireNonNull(settings(both).login());
        assertEquals(new Login("ada", "s3cret"), login);
        assertFalse(settings(both).toString().contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.memcached.username", "session.memcached.password"})
    void halfALoginIsRefused(String half) {
        String problem = assertThrows(SessionConfigException.class, () -> settings(Map.of(half, "s3cret")))
                .toString();
        assertTrue(problem.contains("session.memcached.username") && problem.contains(".password"), problem);
        assertFalse(problem.contains("s3cret"), problem);
    }

    private static MemcachedSettings settings(Map<String, String> settings) {
        return MemcachedSettings.of(new TestContext(settings, new MovableClock(), Path.of("target")));
    }
}
