package io.cloakroom.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A real Redis Cluster on this machine: three masters with the slots shared out evenly, and a replica for each. Register it as a static
 * {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
public final class RedisCluster implements BeforeAllCallback, AfterAllCallback {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int BUS = 10_000; // So much higher than the port for clients is the one for the other nodes.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<RedisServer> nodes = new ArrayList<>();
    private final String credentials;
    private final boolean shared;
    private boolean formed;

    private RedisCluster(boolean shared, String credentials, List<String> arguments) {
        this.shared = shared;
        this.credentials = credentials;
        List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "3000"));
        all.addAll(List.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"));
        all.addAll(arguments);
        for (int i = 0; i < 2 * MASTERS; i++) {
            nodes.add(RedisServer.partOf("redis-cluster", Services.freePort(BUS), credentials, all));
        }
    }

    /** The one that all tests of this JVM share: never stop a node, and use keys of your own. */
    public static RedisCluster shared() {
        return Shared.CLUSTER;
    }

    /** One for a single test class, which may stop and rearrange it; ends with the class. */
    public static RedisCluster dedicated(String... arguments) {
        return new RedisCluster(false, "", List.of(arguments));
    }

    /** A {@link #dedicated} one whose nodes ask for a password, which {@link #uri} has. */
    public static RedisCluster withPassword(String password) {
        return new RedisCluster(
                false, ":" + password + "@", List.of("--requirepass", password, "--masterauth", password));
    }

    private static final class Shared {
        static final RedisCluster CLUSTER = new RedisCluster(true, "", List.of());
    }

    /** What a client connects to: three of the nodes. */
    public String uri() {
        return nodes.stream()
                .limit(MASTERS)
                .map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis://" + credentials, ""));
    }

    /** All six. */
    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Those that run and are masters now. */
    public List<RedisServer> masters() {
        return nodes.stream().filter(RedisCluster::isMaster).toList();
    }

    /** The running master that has this slot now. */
    public RedisServer masterOf(int slot) {
        return masters().stream()
                .filter(node -> node.ask(redis -> hasSlot(redis.clusterNodes(), slot)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No master has slot " + slot + " at the moment."));
    }

    /** The replica that follows this master. */
    public RedisServer replicaOf(RedisServer master) {
        return nodes.stream()
                .filter(node -> node.ask(redis -> redis.info("replication")).contains("master_port:" + master.port()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody follows port " + master.port() + "."));
    }

    /** The slot of a key. */
    public static int slotOf(String key) {
        return JedisClusterCRC16.getSlot(key);
    }

    /** Moves a slot with all its keys to this master, as an operator does it, while clients go on. */
    public void move(int slot, RedisServer target) {
        RedisServer source = masterOf(slot);
        String targetId = target.ask(Jedis::clusterMyId);
        target.ask(redis -> redis.clusterSetSlotImporting(slot, source.ask(Jedis::clusterMyId)));
        source.ask(redis -> redis.clusterSetSlotMigrating(slot, targetId));
        source.ask(redis -> {
            for (List<String> keys = redis.clusterGetKeysInSlot(slot, 10);
                    !keys.isEmpty();
                    keys = redis.clusterGetKeysInSlot(slot, 10)) {
                redis.migrate(
                        "127.0.0.1", target.port(), 5000, MigrateParams.migrateParams(), keys.toArray(String[]::new));
            }
            return redis;
        });
        target.ask(redis -> redis.clusterSetSlotNode(slot, targetId));
        source.ask(redis -> redis.clusterSetSlotNode(slot, targetId));
    }

    /** Starts what does not run; returns when every slot has a master, and every master a replica that follows. */
    public synchronized void start() {
        nodes.forEach(RedisServer::start);
        if (!formed) {
            form();
            formed = true;
        }
        Services.await("the cluster is whole", PATIENCE, this::isWhole);
    }

    private void form() {
        for (int i = 0; i < nodes.size(); i++) {
            int epoch = i + 1;
            nodes.get(i).ask(redis -> redis.clusterSetConfigEpoch(epoch));
        }
        for (int i = 0; i < MASTERS; i++) {
            int first = SLOTS * i / MASTERS;
            int last = SLOTS * (i + 1) / MASTERS - 1;
            int[] slots = IntStream.rangeClosed(first, last).toArray();
            nodes.get(i).ask(redis -> redis.clusterAddSlots(slots));
        }
        for (RedisServer node : nodes.subList(1, nodes.size())) {
            nodes.get(0).ask(redis -> redis.clusterMeet("127.0.0.1", node.port()));
        }
        for (int i = MASTERS; i < nodes.size(); i++) {
            String master = nodes.get(i - MASTERS).ask(Jedis::clusterMyId);
            RedisServer replica = nodes.get(i);
            Services.await(
                    "the nodes have met",
                    PATIENCE,
                    () -> replica.ask(Jedis::clusterNodes).contains(master));
            replica.ask(redis -> redis.clusterReplicate(master));
        }
    }

    private boolean isWhole() {
        try {
            return masters().size() == MASTERS && nodes.stream().allMatch(this::sees);
        } catch (JedisException notYet) {
            return false;
        }
    }

    /** Whether this node sees all the others well, and follows its master or is followed. */
    private boolean sees(RedisServer node) {
        String nodesSeen = node.ask(Jedis::clusterNodes);
        String replication = node.ask(redis -> redis.info("replication"));
        return node.ask(Jedis::clusterInfo).contains("cluster_state:ok")
                && nodesSeen.lines().count() == nodes.size()
                && !nodesSeen.contains("fail")
                && !nodesSeen.contains("handshake")
                && nodesSeen.lines().filter(line -> line.contains("master")).count() == MASTERS
                && (replication.contains("master_link_status:up") || replication.contains("state=online"));
    }

    private static boolean isMaster(RedisServer node) {
        try {
            return node.ask(redis -> redis.info("replication")).contains("role:master");
        } catch (JedisException down) {
            return false;
        }
    }

    /** The node's own line of CLUSTER NODES ends with the ranges of its slots. */
    private static boolean hasSlot(String clusterNodes, int slot) {
        return clusterNodes
                .lines()
                .filter(line -> line.contains("myself"))
                .flatMap(line -> Arrays.stream(line.split(" ")).skip(8))
                .filter(range -> !range.startsWith("["))
                .map(range -> range.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!shared) {
            nodes.forEach(RedisServer::stop);
        }
    }
}
