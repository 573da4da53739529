package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisCluster;
import io.cloakroom.testing.RedisSentinels;
import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A master dies under load: errors in time until its replica takes over, no restart, and all is there that had reached the replica. */
class RedisFailoverIT {
    @RegisterExtension
    static final RedisSentinels SENTINELS = RedisSentinels.dedicated();

    @RegisterExtension
    static final RedisCluster CLUSTER = RedisCluster.dedicated();

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST = TIMEOUT.multipliedBy(2).plusMillis(1500); // Two calls, and a busy machine.
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int THREADS = 16;
    private static final int FEW_THREADS = 4; // A starved master would be replaced, which is not what is looked at.

    private final List<String> keys = IntStream.range(0, 8)
            .mapToObj(i -> "session:counter-" + System.nanoTime() + "-" + i)
            .toList();

    @BeforeEach
    void makeWhole() {
        SENTINELS.start();
        CLUSTER.start();
    }

    @Test
    void deadMasterOfSentinelsIsReplaced() throws Exception {
        RedisServer master = SENTINELS.master();
        survives(SENTINELS.uri(), master, () -> SENTINELS.master().port() != master.port(), SENTINELS::start);
    }

    @Test
    void deadMasterOfAClusterIsReplaced() throws Exception {
        RedisServer master = CLUSTER.masterOf(RedisCluster.slotOf(keys.get(0)));
        survives(CLUSTER.uri(), master, () -> CLUSTER.masters().size() == 3, CLUSTER::start);
    }

    private void survives(String uri, RedisServer master, BooleanSupplier promoted, Runnable restart) throws Exception {
        try (SessionStore store = open(uri);
                CountingLoad load = new CountingLoad(store, keys, LONGEST)) {
            load.start(THREADS);
            load.awaitMore(20);
            List<Integer> counted = load.told();
            List<String> begun = load.sessions();
            assertEquals(1L, master.ask(this::replicas), "replicas that have all this");
            master.stop();
            Services.await("there are failures", PATIENCE, () -> load.failures() > 0);
            Services.await("the replica is promoted", PATIENCE, promoted);
            load.awaitMore(20);
            load.stop();
            assertTrue(begun.stream().allMatch(load::isThere), "lost sessions");
            for (int i = 0; i < keys.size(); i++) {
                int number = load.number(i);
                assertTrue(counted.get(i) <= number && number <= load.most(i), number + " of " + load.most(i));
            }
            worksAsBefore(load, restart);
        }
    }

    /** The former master comes back as a replica, and nobody notices. */
    private static void worksAsBefore(CountingLoad load, Runnable change) throws Exception {
        int failures = load.failures();
        List<Integer> told = load.told();
        List<Integer> numbers = load.numbers();
        load.start(FEW_THREADS);
        change.run();
        load.awaitMore(20);
        load.stop();
        assertEquals(failures, load.failures());
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(load.told().get(i) - told.get(i), load.number(i) - numbers.get(i), "counted");
        }
    }

    /** An answer that is lost with its connection is no conflict, as long as nobody else writes: what was counted is not counted again. */
    @Test
    void brokenConnectionsLoseAndRepeatNothing() throws Exception {
        for (String uri : List.of(CLUSTER.uri(), SENTINELS.uri())) {
            List<RedisServer> masters = uri.equals(CLUSTER.uri()) ? CLUSTER.masters() : List.of(SENTINELS.master());
            try (SessionStore store = open(uri);
                    CountingLoad load = new CountingLoad(store, keys, LONGEST)) {
                load.startApart();
                for (int i = 0; i < 50; i++) {
                    load.awaitMore(2);
                    masters.forEach(master -> master.ask(RedisFailoverIT::cutAllConnections));
                }
                load.stop();
                assertNothingLostOrRepeated(load);
            }
        }
    }

    private static long cutAllConnections(Jedis master) {
        return master.clientKill(ClientKillParams.clientKillParams().type(ClientType.NORMAL));
    }

    private void assertNothingLostOrRepeated(CountingLoad load) {
        assertTrue(load.sessions().stream().allMatch(load::isThere), "lost sessions");
        for (int i = 0; i < keys.size(); i++) {
            int number = load.number(i);
            int told = load.told().get(i);
            assertTrue(told <= number && number <= load.most(i), told + " <= " + number + " <= " + load.most(i));
        }
    }

    @Test
    void orderedFailoverOfAClusterLosesNothing() throws Exception {
        RedisServer master = CLUSTER.masterOf(RedisCluster.slotOf(keys.get(0)));
        RedisServer replica = CLUSTER.replicaOf(master);
        try (SessionStore store = open(CLUSTER.uri());
                CountingLoad load = new CountingLoad(store, keys, LONGEST)) {
            load.start(THREADS);
            load.awaitMore(20);
            replica.ask(Jedis::clusterFailover);
            Services.await(
                    "the replica is promoted", PATIENCE, () -> CLUSTER.masters().contains(replica));
            load.awaitMore(20);
            load.stop();
            assertNothingLostOrRepeated(load);
        }
    }

    /** What a master says yes to is gone with it, unless it waits for its replica: this is what {@code replicas=1} is for. */
    @Test
    void writesThatWaitForAReplicaAreNeverLost() throws Exception {
        RedisServer node = CLUSTER.masterOf(RedisCluster.slotOf(keys.get(0)));
        RedisServer server = SENTINELS.master();
        losesNothing(CLUSTER.uri() + "?replicas=1", load -> {
            node.stop();
            Services.await(
                    "the replica is promoted", PATIENCE, () -> CLUSTER.masters().size() == 3);
            load.stop(); // The node comes back empty, and may answer before it hears that it was replaced.
            CLUSTER.start();
            load.start(THREADS);
        });
        losesNothing(SENTINELS.uri() + "?replicas=1", load -> {
            server.stop();
            Services.await(
                    "the replica is promoted",
                    PATIENCE,
                    () -> SENTINELS.master().port() != server.port());
            SENTINELS.start();
        });
        losesNothing(SENTINELS.uri() + "?replicas=1", load -> {
            promote();
            SENTINELS.start();
        });
    }

    private interface Failover {
        void under(CountingLoad load) throws Exception;
    }

    private void losesNothing(String uri, Failover failover) throws Exception {
        List<String> anew = keys.stream().map(key -> key + System.nanoTime()).toList();
        try (SessionStore store = open(uri);
                CountingLoad load = new CountingLoad(store, anew, LONGEST)) {
            load.start(THREADS);
            load.awaitMore(20);
            failover.under(load);
            load.awaitMore(20);
            load.stop();
            assertNothingLostOrRepeated(load);
        }
    }

    @Test
    void orderedFailoverOfSentinelsNeedsNoRestart() throws Exception {
        try (SessionStore store = open(SENTINELS.uri());
                CountingLoad load = new CountingLoad(store, keys, LONGEST)) {
            load.start(THREADS);
            load.awaitMore(20);
            promote();
            SENTINELS.start(); // Returns when the former master is a replica.
            load.awaitMore(20);
            load.stop();
            worksAsBefore(load, () -> {});
        }
    }

    /** The message of the new master can get lost: then the old one answers, as a replica, and that is what tells. */
    @Test
    void newMasterIsFoundWithoutBeingToldOf() throws Exception {
        int sentinel = Integer.parseInt(SENTINELS.addresses().split("[:,]", -1)[1]);
        try (CuttingProxy proxy = new CuttingProxy(sentinel);
                SessionStore store = open("redis-sentinel://127.0.0.1:" + proxy.port() + "/" + RedisSentinels.MASTER)) {
            Instant later = Clock.systemUTC().instant().plusSeconds(3600);
            String version = store.create(keys.get(0), new byte[] {1}, later).orElseThrow();
            proxy.forgetConnections();
            RedisServer former = promote();
            former.ask(redis -> redis.replicaof("127.0.0.1", SENTINELS.master().port()));
            Services.await("the new master is found", Duration.ofSeconds(20), () -> {
                try {
                    return store.update(keys.get(0), version, new byte[] {2}, later)
                            .isPresent();
                } catch (StoreException notYet) {
                    return false;
                }
            });
        }
    }

    /** Has the replica promoted, and gives the former master, which does not know of it yet. */
    private static RedisServer promote() {
        RedisServer master = SENTINELS.master();
        SENTINELS.orderFailover();
        Services.await(
                "the replica is promoted", PATIENCE, () -> SENTINELS.master().port() != master.port());
        return master;
    }

    private SessionStore open(String uri) {
        return new RedisStoreProvider()
                .open(new TestContext(Map.of("session.redis", uri), Clock.systemUTC(), Path.of("target"), TIMEOUT));
    }

    /** How many replicas have all that this master was told before. */
    private long replicas(Jedis master) {
        master.pexpire(keys.get(0), 3_600_000);
        return master.waitReplicas(1, 5000);
    }
}
