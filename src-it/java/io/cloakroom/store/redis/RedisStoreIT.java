package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** The contract on a real Redis, and how the records look to others. */
class RedisStoreIT extends StoreContract {
    @RegisterExtension
    static final RedisServer SERVER = RedisServer.shared();

    private RedisClient redis;

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", SERVER.uri());
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    /** The time to live counts from when Redis reads it: what the way there takes on a busy machine comes on top. */
    @Override
    protected Duration precision() {
        return Duration.ofMillis(500);
    }

    @Override
    protected boolean versionsAreContentHashes() {
        return true;
    }

    @BeforeEach
    void lookAtRedisItself() {
        redis = RedisClient.create(SERVER.uri());
    }

    @AfterEach
    void leaveRedis() {
        redis.close();
    }

    @Test
    void recordIsTheBytesUnderTheKeyAndExpiresByItself() {
        String key = key();
        byte[] data = {0, -1, '\r', '\n', 127, -128};
        String version = a.create(key, data, later()).orElseThrow();
        assertArrayEquals(data, redis.get(raw(key)));
        assertTimeToLive(Duration.ofHours(1), key);
        update(key, version, "next", later().plusSeconds(3600));
        assertArrayEquals(bytes("next"), redis.get(raw(key)));
        assertTimeToLive(Duration.ofHours(2), key);
        a.touch(key, later());
        assertTimeToLive(Duration.ofHours(1), key);
        a.delete(key);
        assertFalse(redis.exists(key));
    }

    @Test
    void recordOfAnotherProgramHasAVersionToo() {
        String key = key();
        redis.set(raw(key), bytes("Flask's"), SetParams.setParams().px(60_000));
        Stored stored = a.find(key).orElseThrow();
        redis.set(raw(key), bytes("Flask's, changed"), SetParams.setParams().px(60_000));
        assertEquals(Optional.empty(), a.update(key, stored.version(), bytes("ours"), later()));
        stored = a.find(key).orElseThrow();
        assertTrue(a.update(key, stored.version(), bytes("ours"), later()).isPresent(), "refused");
        assertArrayEquals(bytes("ours"), redis.get(raw(key)));
    }

    @Test
    void recordWithoutExpiryTellsNone() {
        String key = key();
        redis.set(raw(key), bytes("for ever"));
        assertEquals(Optional.empty(), a.find(key).orElseThrow().expiresAt());
        a.touch(key, later());
        assertTrue(a.find(key).orElseThrow().expiresAt().isPresent(), "A touch gives it an end.");
    }

    @Test
    void pastExpiryLeavesNothingBehind() {
        String key = key();
        assertTrue(a.create(key, bytes("1"), clock.instant()).isPresent(), "as if written and expired");
        assertFalse(redis.exists(key));
        String version = create(key, "2", later());
        assertEquals(Optional.empty(), a.create(key, bytes("3"), clock.instant()));
        assertArrayEquals(bytes("2"), redis.get(raw(key)));
        assertTrue(a.update(key, version, bytes("4"), clock.instant()).isPresent(), "as if written and expired");
        assertFalse(redis.exists(key));
    }

    @Test
    void forgottenScriptsAreToldAgain() {
        String key = key();
        String version = create(key, "1", later());
        redis.scriptFlush();
        version = update(key, version, "2", later());
        redis.scriptFlush();
        assertRecord(key, bytes("2"), version);
    }

    private void assertTimeToLive(Duration expected, String key) {
        long left = redis.pttl(key);
        assertTrue(
                left <= expected.toMillis() && left > expected.toMillis() - 5000, left + " ms instead of " + expected);
    }

    private static byte[] raw(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
