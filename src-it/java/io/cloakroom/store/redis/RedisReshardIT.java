package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisCluster;
import io.cloakroom.testing.RedisServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Slots move from node to node under load: no request notices, and nothing is lost or counted twice. */
class RedisReshardIT {
    @RegisterExtension
    static final RedisCluster CLUSTER = RedisCluster.dedicated();

    private static final int THREADS = 32;
    private static final int ROUNDS = 3;

    @Test
    void movedSlotsLoseAndRepeatNothing() throws Exception {
        List<String> keys =
                IntStream.range(0, 8).mapToObj(i -> "session:counter-" + i).toList();
        Map<String, String> settings = Map.of("session.redis", CLUSTER.uri());
        try (SessionStore store =
                        new RedisStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")));
                CountingLoad load = new CountingLoad(store, keys, Duration.ofMillis(3500))) {
            load.start(THREADS);
            load.awaitMore(10);
            for (int round = 0; round < ROUNDS; round++) {
                Map<Integer, Integer> homes = new HashMap<>();
                for (String key : keys) {
                    int slot = RedisCluster.slotOf(key);
                    homes.put(slot, CLUSTER.masterOf(slot).port());
                    CLUSTER.move(slot, another(slot));
                }
                moveSomeSessions(load.sessions());
                load.awaitMore(10);
                homes.forEach((slot, port) ->
                        assertNotEquals(port, CLUSTER.masterOf(slot).port()));
            }
            load.stop();
            assertEquals(0, load.failures());
            assertEquals(load.told(), load.numbers());
            assertTrue(load.sessions().stream().allMatch(load::isThere), "lost sessions");
        }
    }

    /** A script is known to a node, not to a cluster: here it meets one that never saw it, on the way of a key that is moving. */
    @Test
    void scriptFollowsARecordToANodeThatDoesNotKnowIt() {
        Map<String, String> settings = Map.of("session.redis", CLUSTER.uri());
        try (SessionStore store =
                new RedisStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")))) {
            String key = "session:moving";
            int slot = RedisCluster.slotOf(key);
            Instant later = Clock.systemUTC().instant().plusSeconds(60);
            String version = store.create(key, new byte[] {1}, later).orElseThrow();
            RedisServer source = CLUSTER.masterOf(slot);
            RedisServer target = another(slot);
            target.ask(redis -> redis.clusterSetSlotImporting(slot, source.ask(Jedis::clusterMyId)));
            source.ask(redis -> redis.clusterSetSlotMigrating(slot, target.ask(Jedis::clusterMyId)));
            source.ask(redis -> redis.migrate("127.0.0.1", target.port(), key, 0, 5000));
            target.ask(Jedis::scriptFlush);
            assertTrue(store.update(key, version, new byte[] {2}, later).isPresent(), "refused");
            assertEquals(2, store.find(key).orElseThrow().data()[0]);
            source.ask(redis -> redis.clusterSetSlotStable(slot));
            target.ask(redis -> redis.migrate("127.0.0.1", source.port(), key, 0, 5000));
        }
    }

    private static void moveSomeSessions(List<String> sessions) {
        sessions.stream()
                .map(RedisCluster::slotOf)
                .distinct()
                .limit(20)
                .forEach(slot -> CLUSTER.move(slot, another(slot)));
    }

    private static RedisServer another(int slot) {
        int present = CLUSTER.masterOf(slot).port();
        return CLUSTER.masters().stream()
                .filter(node -> node.port() != present)
                .findAny()
                .orElseThrow();
    }
}
