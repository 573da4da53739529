package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.spi.StoreException;
import io.cloakroom.store.memcached.MemcachedText.Item;
import io.cloakroom.testing.MemcachedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a real Memcached, and how the records look to others. */
class MemcachedStoreIT extends StoreContract {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.shared();

    private MemcachedText memcached;

    @Override
    protected SessionStore open(StoreContext context) {
        return new MemcachedStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.memcached", SERVER.address());
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    /** Memcached counts in whole seconds. */
    @Override
    protected Duration precision() {
        return Duration.ofSeconds(1);
    }

    /** The limit is 1 MiB for a value with its key and what Memcached adds. */
    @Override
    protected boolean holdsOneMebibyte() {
        return false;
    }

    @BeforeEach
    void lookAtMemcachedItself() {
        memcached = new MemcachedText(SERVER.port());
    }

    @AfterEach
    void leaveMemcached() {
        memcached.close();
    }

    @Test
    void recordIsTheBytesUnderTheKeyAndExpiresByItself() {
        String key = key();
        byte[] data = {0, -1, '\r', '\n', 127, -128};
        String version = a.create(key, data, later()).orElseThrow();
        assertItem(data, Duration.ofHours(1), key);
        update(key, version, "next", later().plusSeconds(3600));
        assertItem(bytes("next"), Duration.ofHours(2), key);
        a.touch(key, later());
        assertItem(bytes("next"), Duration.ofHours(1), key);
        a.delete(key);
        assertEquals(Optional.empty(), memcached.get(key));
    }

    @Test
    void expiryBeyondThirtyDaysIsNoDateOfTheSeventies() {
        for (Duration left : List.of(Duration.ofDays(30).minusSeconds(1), Duration.ofDays(30), Duration.ofDays(31))) {
            String key = key();
            String version = create(key, "1", clock.instant().plus(left));
            assertItem(bytes("1"), left, key);
            update(key, version, "2", clock.instant().plus(left));
            assertItem(bytes("2"), left, key);
            a.touch(key, clock.instant().plus(left));
            assertItem(bytes("2"), left, key);
        }
    }

    @Test
    void expiryThatMemcachedCannotExpressIsItsLastSecond() {
        Duration left = Duration.between(clock.instant(), Instant.parse("2106-02-07T06:28:15Z"));
        for (String end : List.of("2106-02-07T06:28:15Z", "2106-02-07T06:28:16Z", "9999-12-31T23:59:59Z")) {
            String key = key();
            create(key, "1", Instant.parse(end));
            assertItem(bytes("1"), left, key);
        }
    }

    @Test
    void recordOfAnotherProgramHasAVersionToo() {
        String key = key();
        memcached.set(key, 16, 60, bytes("Flask's"));
        Stored stored = a.find(key).orElseThrow();
        assertArrayEquals(bytes("Flask's"), stored.data());
        memcached.set(key, 16, 60, bytes("Flask's, changed"));
        assertEquals(Optional.empty(), a.update(key, stored.version(), bytes("ours"), later()));
        stored = a.find(key).orElseThrow();
        assertTrue(a.update(key, stored.version(), bytes("ours"), later()).isPresent(), "refused");
        assertItem(bytes("ours"), Duration.ofHours(1), key);
    }

    @Test
    void pastExpiryLeavesNothingBehind() {
        String key = key();
        assertTrue(a.create(key, bytes("1"), clock.instant()).isPresent(), "as if written and expired");
        assertEquals(Optional.empty(), memcached.get(key));
        String version = create(key, "2", later());
        assertEquals(Optional.empty(), a.create(key, bytes("3"), clock.instant()));
        assertItem(bytes("2"), Duration.ofHours(1), key);
        assertTrue(a.update(key, version, bytes("4"), clock.instant()).isPresent(), "as if written and expired");
        assertEquals(Optional.empty(), memcached.get(key));
    }

    @Test
    void versionThatIsNoneReplacesNothing() {
        String key = key();
        String version = create(key, "kept", later());
        for (String none : List.of("", "0", "00", "-0", "none", "0x1", version + "0", "9999999999999999999")) {
            assertEquals(Optional.empty(), a.update(key, none, bytes("lost"), later()), none);
        }
        assertRecord(key, bytes("kept"), version);
    }

    @Test
    void keyThatMemcachedCannotHaveIsRefusedWithoutItsText() {
        for (String prefix : List.of("my session:", "tab\t", "line\r\n", "\u007f", "x".repeat(200), "é".repeat(110))) {
            String key = prefix + key();
            String told = assertThrows(StoreException.class, () -> a.find(key)).toString();
            assertTrue(told.contains("session.key-prefix"), told);
            assertFalse(told.contains(key.substring(key.length() - 8)), told);
        }
        String longest = "x".repeat(250 - key().length()) + key();
        assertRecord(longest, bytes("1"), create(longest, "1", later()));
    }

    private void assertItem(byte[] data, Duration expected, String key) {
        Item item = memcached.get(key).orElseThrow();
        assertArrayEquals(data, item.data());
        assertEquals(0, item.flags());
        long off = item.secondsLeft() - expected.toSeconds();
        assertTrue(Math.abs(off) <= 3, item.secondsLeft() + " s instead of " + expected);
    }
}
