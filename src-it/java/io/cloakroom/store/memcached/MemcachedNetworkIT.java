package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MemcachedServer;
import io.cloakroom.testing.Services;
import io.cloakroom.testing.Tunnel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Memcached is there, but the network between loses an answer, or forgets a connection: nothing is written twice, nobody waits for ever. */
class MemcachedNetworkIT {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.dedicated();

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Clock clock = Clock.systemUTC();

    @Test
    void lostAnswerIsNoConflict() throws Exception {
        try (Tunnel tunnel = new Tunnel(SERVER.port());
                SessionStore behind = open(tunnel.port(), TIMEOUT);
                SessionStore direct = open(SERVER.port(), TIMEOUT)) {
            String key = "session:lost-" + System.nanoTime();
            assertEquals(Optional.empty(), behind.find(key)); // A connection that was of use is made anew at once.
            tunnel.cutNextAnswer();
            String version = behind.create(key, bytes("1"), later()).orElseThrow();
            tunnel.cutNextAnswer();
            version = behind.update(key, version, bytes("2"), later()).orElseThrow();
            assertArrayEquals(bytes("2"), direct.find(key).orElseThrow().data());
            assertEquals(2, tunnel.cuts());
            tunnel.cutNextAnswer();
            assertEquals(Optional.empty(), behind.create(key, bytes("3"), later()));
            tunnel.cutNextAnswer();
            assertEquals(Optional.empty(), behind.update(key, "12345", bytes("3"), later()));
            assertEquals(version, direct.find(key).orElseThrow().version());
            assertEquals(4, tunnel.cuts());
            tunnel.cutNextAnswer();
            behind.touch(key, later());
            tunnel.cutNextAnswer();
            behind.delete(key);
            assertEquals(Optional.empty(), direct.find(key));
            assertEquals(6, tunnel.cuts());
        }
    }

    @Test
    void connectionThatWasDroppedOnTheWayIsReplaced() throws Exception {
        try (Tunnel tunnel = new Tunnel(SERVER.port());
                SessionStore behind = open(tunnel.port(), TIMEOUT)) {
            assertEquals(Optional.empty(), behind.find("session:2"));
            tunnel.silence();
            assertThrows(StoreException.class, () -> behind.find("session:1"));
            Services.await("it is replaced", TIMEOUT.multipliedBy(10), () -> succeeds(behind));
        }
    }

    @Test
    void connectionThatWasForgottenInALongSilenceCostsNoRequest() throws Exception {
        Duration timeout = Duration.ofMillis(800);
        try (Tunnel tunnel = new Tunnel(SERVER.port());
                SessionStore behind = open(tunnel.port(), timeout)) {
            String key = "session:silence-" + System.nanoTime();
            String version = behind.create(key, bytes("1"), later()).orElseThrow();
            Instant idle = clock.instant().plus(timeout.multipliedBy(5));
            Services.await(
                    "it is idle", Duration.ofSeconds(20), () -> clock.instant().isAfter(idle));
            tunnel.silence();
            assertTrue(behind.update(key, version, bytes("2"), later()).isPresent(), "refused");
        }
    }

    private static boolean succeeds(SessionStore store) {
        try {
            return store.find("session:1").isEmpty();
        } catch (StoreException notYet) {
            return false;
        }
    }

    private SessionStore open(int port, Duration timeout) {
        Map<String, String> settings = Map.of("session.memcached", "127.0.0.1:" + port);
        return new MemcachedStoreProvider().open(new TestContext(settings, clock, Path.of("target"), timeout));
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
