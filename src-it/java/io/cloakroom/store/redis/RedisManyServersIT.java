package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisCluster;
import io.cloakroom.testing.RedisSentinels;
import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.ServerProcess;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;

/** What a cluster and sentinels refuse, and how they go and come back: told in time and in words for an operator, no secret in them. */
class RedisManyServersIT {
    private static final String PASSWORD = "s3cret";

    @RegisterExtension
    static final RedisCluster CLUSTER = RedisCluster.withPassword(PASSWORD);

    @RegisterExtension
    static final RedisSentinels SENTINELS = RedisSentinels.withPassword(PASSWORD);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TOLERANCE = Duration.ofMillis(1500); // Of a busy machine.

    private final Clock clock = Clock.systemUTC();
    private final String key = "session:" + System.nanoTime();

    @BeforeEach
    void startAll() {
        CLUSTER.start();
        SENTINELS.start();
    }

    @Test
    void wrongOrMissingPasswordIsToldAsSuch() {
        String sentinels = "redis-sentinel://:s3cret@" + SENTINELS.addresses() + "/mymaster?sentinel-password=s3cret";
        roundTrip(CLUSTER.uri());
        roundTrip(sentinels);
        for (String uri : List.of(
                CLUSTER.uri().replace(":s3cret@", ":s3cretly@"),
                CLUSTER.uri().replace(":s3cret@", ""),
                sentinels.replace(":s3cret@", ":s3cretly@"),
                sentinels.replace(":s3cret@", ""),
                sentinels.replace("sentinel-password=s3cret", "sentinel-password=s3cretly"),
                sentinels.replace("?sentinel-password=s3cret", ""))) {
            String told = failure(uri);
            assertTrue(told.contains("login (") && told.contains("session.redis"), told);
        }
    }

    @Test
    void masterThatNoSentinelKnowsIsTold() {
        String told = failure(SENTINELS.uri().replace("/mymaster", "/othermaster"));
        assertTrue(told.contains("othermaster") && told.contains("session.redis"), told);
    }

    @Test
    void serverThatIsNoClusterAndNodeThatIsNoServerAreTold() {
        RedisServer single = RedisServer.shared();
        single.start();
        String told = failure(single.uri() + "?cluster=true");
        assertTrue(told.contains("is no cluster"), told);
        int slot = RedisCluster.slotOf(key);
        RedisServer other = CLUSTER.masters().stream()
                .filter(node -> node.port() != CLUSTER.masterOf(slot).port())
                .findAny()
                .orElseThrow();
        told = failure(other.uri());
        assertTrue(told.contains("is a node of a cluster (MOVED)"), told);
    }

    @Test
    void fullMasterSaysSoAndKeepsTheOldRecord() {
        RedisServer node = CLUSTER.masterOf(RedisCluster.slotOf(key));
        Map<String, RedisServer> masters = Map.of(CLUSTER.uri(), node, SENTINELS.uri(), SENTINELS.master());
        masters.forEach((uri, master) -> {
            try (SessionStore store = open(uri)) {
                String version = store.create(key, bytes("old"), later()).orElseThrow();
                master.ask(redis -> redis.configSet("maxmemory", "1"));
                try {
                    String told = failure(() -> store.update(key, version, bytes("new"), later()));
                    assertTrue(told.contains("is full (OOM)"), told);
                    assertArrayEquals(
                            bytes("old"), store.find(key).orElseThrow().data());
                } finally {
                    master.ask(redis -> redis.configSet("maxmemory", "0"));
                }
                assertTrue(store.update(key, version, bytes("new"), later()).isPresent(), "refused");
            }
        });
    }

    @Test
    void whatIsDownAtFirstUseIsUsedWhenItIsUp() {
        CLUSTER.nodes().forEach(RedisServer::stop);
        SENTINELS.stop();
        try (SessionStore cluster = open(CLUSTER.uri());
                SessionStore sentinels = open(SENTINELS.uri())) {
            for (SessionStore store : List.of(cluster, sentinels)) {
                failure(() -> store.find(key));
                String told = failure(() -> store.create(key, bytes("1"), later()));
                assertTrue(told.contains("session.redis") && told.contains("does not answer"), told);
            }
            startAll();
            assertEquals(Optional.empty(), cluster.find(key));
            assertEquals(Optional.empty(), sentinels.find(key));
        }
    }

    @Test
    void whatHangsIsToldInTimeAndUsedAgainAfterwards() throws Exception {
        for (String uri : List.of(CLUSTER.uri(), SENTINELS.uri())) {
            try (SessionStore used = open(uri);
                    SessionStore unused = open(uri)) {
                used.find(key);
                signal("STOP");
                try {
                    failure(() -> used.find(key));
                    failure(() -> used.create(key, bytes("1"), later()));
                    failure(() -> unused.find(key));
                    failure(() -> unused.find(key));
                } finally {
                    signal("CONT");
                }
                startAll();
                for (SessionStore store : List.of(used, unused)) {
                    Services.await("it is used again", Duration.ofSeconds(20), () -> answers(store));
                }
            }
        }
    }

    @Test
    void lentClientsAreUsedAndStayOpen() {
        DefaultJedisClientConfig config =
                DefaultJedisClientConfig.builder().password(PASSWORD).build();
        Set<HostAndPort> sentinels = Stream.of(SENTINELS.addresses().split(",", -1))
                .map(HostAndPort::from)
                .collect(Collectors.toSet());
        HostAndPort node = new HostAndPort("127.0.0.1", CLUSTER.nodes().get(0).port());
        try (RedisClusterClient cluster = RedisClusterClient.builder()
                        .nodes(Set.of(node))
                        .clientConfig(config)
                        .build();
                RedisSentinelClient sentinel = RedisSentinelClient.builder()
                        .sentinels(sentinels)
                        .masterName("mymaster")
                        .clientConfig(config)
                        .sentinelClientConfig(config)
                        .build()) {
            for (UnifiedJedis lent : List.of(cluster, sentinel)) {
                SessionStore store = new RedisStoreProvider().open(new Lending(context("redis://nowhere"), lent));
                String version = store.create(key, bytes("1"), later()).orElseThrow();
                assertTrue(store.update(key, version, bytes("lent"), later()).isPresent(), "refused");
                store.close();
                assertEquals("lent", lent.get(key));
            }
        }
    }

    @Test
    void closedStoreLeavesNoThreadAndNoConnection() {
        for (String uri : List.of(CLUSTER.uri(), SENTINELS.uri())) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            SessionStore store = open(uri);
            store.find(key);
            assertTrue(connections() > 0, "no connection");
            store.close();
            Services.await("the connections are closed", Duration.ofSeconds(5), () -> connections() == 0);
            Services.await(
                    "the threads have ended",
                    Duration.ofSeconds(5),
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            .noneMatch(thread -> thread.getName().matches("cloakroom-.*|.*SentinelListener.*")));
        }
    }

    /** Those of stores. */
    private static long connections() {
        return Stream.concat(CLUSTER.nodes().stream(), SENTINELS.servers().stream())
                .flatMap(server -> server.ask(redis -> redis.clientList()).lines())
                .filter(line -> line.contains("name=cloakroom "))
                .count();
    }

    private void roundTrip(String uri) {
        try (SessionStore store = open(uri)) {
            store.create(key, bytes("1"), later());
            assertArrayEquals(bytes("1"), store.find(key).orElseThrow().data());
        }
    }

    private String failure(String uri) {
        try (SessionStore store = open(uri)) {
            failure(() -> store.find(key));
            return failure(() -> store.create(key, bytes("1"), later()));
        }
    }

    /** The text of the StoreException, cause and all, that must come in time and without a secret. */
    private String failure(Runnable call) {
        long start = System.nanoTime();
        StoreException outage = assertThrows(StoreException.class, call::run);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(TIMEOUT.plus(TOLERANCE)) < 0, "took " + took);
        String told = outage + " " + outage.getCause();
        assertFalse(told.contains("s3cret") || told.contains(key), told);
        return told;
    }

    private boolean answers(SessionStore store) {
        try {
            store.find(key);
            return true;
        } catch (StoreException notYet) {
            return false;
        }
    }

    private static void signal(String name) throws Exception {
        List<ServerProcess> all = Stream.of(
                        CLUSTER.nodes().stream().map(RedisServer::process),
                        SENTINELS.servers().stream().map(RedisServer::process),
                        SENTINELS.processes().stream())
                .flatMap(processes -> processes)
                .toList();
        for (ServerProcess one : all) {
            String process = Long.toString(one.handle().pid());
            assertEquals(
                    0, new ProcessBuilder("kill", "-" + name, process).start().waitFor());
        }
    }

    private SessionStore open(String uri) {
        return new RedisStoreProvider().open(context(uri));
    }

    private StoreContext context(String uri) {
        return new TestContext(Map.of("session.redis", uri), clock, Path.of("target"), TIMEOUT);
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
