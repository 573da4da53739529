package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MemcachedServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Memcached that answers but refuses, in words for an operator; the old record stays. And one that evicts. */
class MemcachedRefusalIT {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.dedicated();

    @RegisterExtension
    static final MemcachedServer LARGE = MemcachedServer.dedicated("-I", "2m");

    @RegisterExtension
    static final MemcachedServer FULL = MemcachedServer.dedicated("-m", "2", "-M");

    @RegisterExtension
    static final MemcachedServer EVICTING = MemcachedServer.dedicated("-m", "2");

    @RegisterExtension
    static final MemcachedServer WITHOUT_CAS = MemcachedServer.dedicated("-C");

    private static final int KIBIBYTE = 1024;

    private final Clock clock = Clock.systemUTC();

    @Test
    void tooLargeARecordIsRefusedByItsLimitAndTheOldOneStays() {
        try (SessionStore store = open(SERVER)) {
            assertTooLarge(store, new byte[KIBIBYTE * KIBIBYTE], "1048576 bytes");
        }
    }

    @Test
    void limitIsTheServersOwn() {
        try (SessionStore store = open(LARGE)) {
            String key = key();
            assertTrue(store.create(key, new byte[KIBIBYTE * KIBIBYTE], later()).isPresent(), "refused");
            assertEquals(KIBIBYTE * KIBIBYTE, store.find(key).orElseThrow().data().length);
            assertTooLarge(store, new byte[2 * KIBIBYTE * KIBIBYTE], "2097152 bytes");
        }
    }

    @Test
    void fullServerThatDoesNotEvictSaysSoAndKeepsTheOldRecord() {
        try (SessionStore store = open(FULL)) {
            String key = key();
            String version = store.create(key, bytes("old"), later()).orElseThrow();
            String told = fill(store);
            assertTrue(told.contains("is full"), told);
            told = refusal(() -> store.update(key, version, new byte[KIBIBYTE * 100], later()));
            assertTrue(told.contains("is full"), told);
            Stored kept = store.find(key).orElseThrow();
            assertArrayEquals(bytes("old"), kept.data());
            assertEquals(version, kept.version());
            assertTrue(store.update(key, version, bytes("new"), later()).isPresent(), "refused");
        }
    }

    @Test
    void fullServerThatEvictsLosesWhatWasNotUsedForLongest() {
        try (SessionStore store = open(EVICTING)) {
            String first = key();
            String version =
                    store.create(first, new byte[KIBIBYTE * 100], later()).orElseThrow();
            for (int i = 0; store.find(first).isPresent() && i < 100_000; i++) {
                for (int n = 0; n < 100; n++) {
                    assertTrue(
                            store.create(key(), new byte[KIBIBYTE * 100], later())
                                    .isPresent(),
                            "refused");
                }
            }
            assertEquals(Optional.empty(), store.find(first));
            assertEquals(Optional.empty(), store.update(first, version, bytes("back"), later()));
        }
    }

    @Test
    void serverWithoutVersionsIsRefused() {
        try (SessionStore store = open(WITHOUT_CAS)) {
            String key = key();
            String told = refusal(() -> store.create(key, bytes("1"), later()));
            assertTrue(told.contains("without -C"), told);
            told = refusal(() -> store.find(key));
            assertTrue(told.contains("without -C"), told);
        }
    }

    private void assertTooLarge(SessionStore store, byte[] large, String limit) {
        String key = key();
        String created = refusal(() -> store.create(key, large, later()));
        assertTrue(created.contains(limit) && created.contains("memcached -I"), created);
        assertEquals(Optional.empty(), store.find(key));
        String version = store.create(key, bytes("old"), later()).orElseThrow();
        String updated = refusal(() -> store.update(key, version, large, later()));
        assertTrue(updated.contains(limit) && updated.contains("memcached -I"), updated);
        Stored kept = store.find(key).orElseThrow();
        assertArrayEquals(bytes("old"), kept.data());
        assertEquals(version, kept.version());
    }

    /** Writes until it is refused. */
    private String fill(SessionStore store) {
        return refusal(() -> {
            for (int i = 0; i < 1000; i++) {
                store.create(key(), new byte[KIBIBYTE * 100], later());
            }
        });
    }

    /** The text of the StoreException, cause and all, which must hold no key. */
    private static String refusal(Runnable call) {
        StoreException refusal = assertThrows(StoreException.class, call::run);
        String told = refusal + " " + refusal.getCause();
        assertTrue(told.contains("session.memcached"), told);
        assertFalse(told.contains("session:"), told);
        return told;
    }

    private SessionStore open(MemcachedServer server) {
        Map<String, String> settings = Map.of("session.memcached", server.address());
        return new MemcachedStoreProvider().open(new TestContext(settings, clock, Path.of("target")));
    }

    private static String key() {
        return "session:" + System.nanoTime();
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
