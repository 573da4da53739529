package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The contract on a real Redis, and what is Redis's own. */
class RedisStoreIT extends StoreContract {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", REDIS.uri());
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    @Override
    protected boolean versionsAreContentHashes() {
        return true;
    }

    @Test
    void recordIsTheBytesUnderTheKeyWithATimeToLive() {
        byte[] data = {(byte) 0x81, (byte) 0xa1, 'a', 0};
        String key = "session:" + UUID.randomUUID();
        a.create(key, data, inAnHour());
        try (Jedis jedis = new Jedis("127.0.0.1", REDIS.port())) {
            assertArrayEquals(data, jedis.get(key.getBytes(StandardCharsets.UTF_8)));
            assertTrue(Math.abs(jedis.ttl(key) - 3600) <= 1);
        }
    }

    @Test
    void scriptsThatTheServerForgotAreSentAgain() {
        String key = "session:" + UUID.randomUUID();
        String version = a.create(key, bytes("1"), inAnHour()).orElseThrow();
        try (Jedis jedis = new Jedis("127.0.0.1", REDIS.port())) {
            jedis.scriptFlush();
        }
        assertTrue(a.update(key, version, bytes("2"), inAnHour()).isPresent());
        try (Jedis jedis = new Jedis("127.0.0.1", REDIS.port())) {
            jedis.scriptFlush();
        }
        assertArrayEquals(bytes("2"), a.find(key).orElseThrow().data());
    }

    @Test
    void changeByAnotherWriterIsAConflict() {
        String key = "session:" + UUID.randomUUID();
        String version = a.create(key, bytes("1"), inAnHour()).orElseThrow();
        try (Jedis jedis = new Jedis("127.0.0.1", REDIS.port())) {
            jedis.set(key, "Flask was here");
        }
        assertEquals(Optional.empty(), a.update(key, version, bytes("2"), inAnHour()));
        assertEquals(Optional.empty(), a.find(key).orElseThrow().expiresAt());
    }

    @Test
    void restartOfTheServerNeedsNoneOfOurs() {
        try (RedisServer server = new RedisServer("--maxclients", "100")) {
            server.start();
            SessionStore store = open(context(server.uri()));
            store.create("k", bytes("1"), inAnHour());
            server.stop();
            long begin = System.nanoTime();
            StoreException down = assertThrows(StoreException.class, () -> store.find("k"));
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertTrue(took < 3000, "failed after " + took + " ms, the time-out is 2000");
            assertSays("session.redis", down);
            server.start();
            assertEquals(Optional.empty(), store.find("k"));
            assertTrue(store.create("k", bytes("2"), inAnHour()).isPresent());
            store.close();
        }
    }

    @Test
    void pooledConnectionsThatDiedCauseNoError() throws Exception {
        try (RedisServer server = new RedisServer("--maxclients", "100")) {
            server.start();
            SessionStore store = open(context(server.uri()));
            Thread[] threads = new Thread[8];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> store.find("k"));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            server.stop();
            server.start();
            for (int i = 0; i < threads.length; i++) {
                assertTrue(store.create("k" + i, bytes("1"), inAnHour()).isPresent());
            }
            store.close();
        }
    }

    @Test
    void wrongPasswordIsToldWithoutIt() {
        try (RedisServer server = new RedisServer("--requirepass", "correct-horse")) {
            server.start();
            SessionStore store = open(context("redis://:wrong-pony@127.0.0.1:" + server.port()));
            StoreException refused = assertThrows(StoreException.class, () -> store.find("k"));
            assertSays("session.redis", refused);
            assertFalse(String.valueOf(refused.getMessage()).contains("wrong-pony"), "the secret is told");
            store.close();
            SessionStore right = open(context("redis://:correct-horse@127.0.0.1:" + server.port() + "/3"));
            assertTrue(right.create("k", bytes("1"), inAnHour()).isPresent());
            right.close();
            try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
                jedis.auth("correct-horse");
                assertEquals(0, jedis.dbSize());
                jedis.select(3);
                assertEquals(1, jedis.dbSize());
            }
        }
    }

    @Test
    void fullServerKeepsTheOldRecord() {
        try (RedisServer server = new RedisServer("--maxmemory", "3mb", "--maxmemory-policy", "noeviction")) {
            server.start();
            SessionStore store = open(context(server.uri()));
            byte[][] accepted = {bytes("old")};
            String[] version = {store.create("k", accepted[0], inAnHour()).orElseThrow()};
            StoreException full = assertThrows(StoreException.class, () -> {
                for (int i = 1; i <= 100; i++) {
                    byte[] next = new byte[i * 100_000];
                    version[0] = store.update("k", version[0], next, inAnHour()).orElseThrow();
                    accepted[0] = next;
                }
            });
            assertSays("maxmemory", full);
            assertArrayEquals(accepted[0], store.find("k").orElseThrow().data());
            store.close();
        }
    }

    @Test
    void clientThatTheApplicationLendsStaysOpen() {
        try (RedisClient client = RedisClient.create(REDIS.uri())) {
            SessionStore store = open(new LendingContext(client));
            String key = "session:" + UUID.randomUUID();
            store.create(key, bytes("1"), inAnHour());
            store.close();
            assertEquals("1", client.get(key));
        }
    }

    @Test
    void clusterIsRefusedWithASentence() {
        SessionConfigException refused =
                assertThrows(SessionConfigException.class, () -> open(context("redis://a:1,b:2")));
        assertSays("session.redis", refused);
    }

    private StoreContext context(String uri) {
        return new TestContext(Map.of("session.redis", uri), Clock.systemUTC(), directory);
    }

    private static void assertSays(String words, Exception exception) {
        assertTrue(String.valueOf(exception.getMessage()).contains(words), exception.getMessage());
    }

    private static Instant inAnHour() {
        return Clock.systemUTC().instant().plus(Duration.ofHours(1));
    }

    private record LendingContext(UnifiedJedis client) implements StoreContext {
        @Override
        public Optional<String> setting(String key) {
            return Optional.empty();
        }

        @Override
        public <T> Optional<T> bean(Class<T> type) {
            return type.isInstance(client) ? Optional.of(type.cast(client)) : Optional.empty();
        }

        @Override
        public Path dataDirectory() {
            throw new UnsupportedOperationException("Redis has no files of ours.");
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }
    }
}
