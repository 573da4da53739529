package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several servers: each has its own sessions and no other. */
class MemcachedServersIT {
    @RegisterExtension
    static final MemcachedServer ONE = MemcachedServer.dedicated();

    @RegisterExtension
    static final MemcachedServer TWO = MemcachedServer.dedicated();

    private static final int KEYS = 200;

    private final Clock clock = Clock.systemUTC();
    private final List<String> onOne = new ArrayList<>();
    private final List<String> onTwo = new ArrayList<>();
    private SessionStore store;

    @BeforeEach
    void writeToBoth() {
        ONE.start();
        TWO.start();
        store = open(ONE.address() + ", " + TWO.address());
        try (MemcachedText one = new MemcachedText(ONE.port());
                MemcachedText two = new MemcachedText(TWO.port())) {
            for (int i = 0; i < KEYS; i++) {
                String key = "session:" + i + "-" + System.nanoTime();
                assertTrue(
                        store.create(key, bytes(key), clock.instant().plusSeconds(3600))
                                .isPresent(),
                        "refused");
                (one.get(key).isPresent() ? onOne : onTwo).add(key);
                assertNotEquals(one.get(key).isPresent(), two.get(key).isPresent());
            }
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void sessionsAreSpreadOverBoth() {
        assertTrue(onOne.size() > KEYS / 5 && onTwo.size() > KEYS / 5, onOne.size() + " and " + onTwo.size());
    }

    @Test
    void orderOfTheServersMakesNoDifference() {
        try (SessionStore other = open(TWO.address() + "," + ONE.address())) {
            onOne.forEach(key ->
                    assertArrayEquals(bytes(key), other.find(key).orElseThrow().data()));
            onTwo.forEach(key ->
                    assertArrayEquals(bytes(key), other.find(key).orElseThrow().data()));
        }
    }

    @Test
    void sessionsOfAServerThatIsDownFailAndNoOthers() {
        TWO.stop();
        String told = assertThrows(StoreException.class, () -> store.find(onTwo.get(0)))
                .toString();
        assertTrue(told.contains(TWO.address()) && !told.contains(ONE.address()), told);
        Services.await("nobody waits for it", Duration.ofSeconds(20), () -> {
            long start = System.nanoTime();
            assertThrows(StoreException.class, () -> store.find(onTwo.get(0)));
            return System.nanoTime() - start < Duration.ofMillis(500).toNanos();
        });
        onTwo.forEach(key -> assertThrows(StoreException.class, () -> store.delete(key)));
        onOne.forEach(key ->
                assertArrayEquals(bytes(key), store.find(key).orElseThrow().data()));
        assertNoneIsElsewhere();
        TWO.start();
        Services.await("it is back", Duration.ofSeconds(20), this::isBack);
        onTwo.forEach(key -> assertEquals(Optional.empty(), store.find(key)));
    }

    private boolean isBack() {
        try {
            return store.find(onTwo.get(0)).isEmpty();
        } catch (StoreException notYet) {
            return false;
        }
    }

    private void assertNoneIsElsewhere() {
        try (MemcachedText one = new MemcachedText(ONE.port())) {
            onTwo.forEach(key -> assertFalse(one.get(key).isPresent(), "on the other server"));
        }
    }

    private SessionStore open(String addresses) {
        Map<String, String> settings = Map.of("session.memcached", addresses);
        return new MemcachedStoreProvider().open(new TestContext(settings, clock, Path.of("target")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
