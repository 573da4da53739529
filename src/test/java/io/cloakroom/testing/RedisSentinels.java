package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Two real Redis on this machine, master and replica, and three sentinels that watch them and promote the replica three seconds after the
 * master went. Register it as a static {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
public final class RedisSentinels implements BeforeAllCallback, AfterAllCallback {
    /** The name that the sentinels know the master by. */
    public static final String MASTER = "mymaster";

    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<Sentinel> sentinels = new ArrayList<>();
    private final String password;
    private final boolean shared;

    private record Sentinel(int port, ServerProcess process) {}

    private RedisSentinels(boolean shared, String password) {
        this.shared = shared;
        this.password = password;
        List<String> arguments = new ArrayList<>(List.of("--repl-diskless-sync", "yes"));
        arguments.addAll(List.of("--repl-diskless-sync-delay", "0"));
        if (!password.isEmpty()) {
            arguments.addAll(List.of("--requirepass", password, "--masterauth", password));
        }
        RedisServer master = server(arguments);
        arguments.addAll(List.of("--replicaof", "127.0.0.1", "" + master.port()));
        servers.addAll(List.of(master, server(arguments)));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(sentinel(master.port()));
        }
    }

    /** Those that all tests of this JVM share: never stop one, and use keys of your own. */
    public static RedisSentinels shared() {
        return Shared.SENTINELS;
    }

    /** Some for a single test class, which may stop them; they end with the class. */
    public static RedisSentinels dedicated() {
        return new RedisSentinels(false, "");
    }

    /** {@link #dedicated} ones where the servers and the sentinels ask for the same password; {@link #uri} has it. */
    public static RedisSentinels withPassword(String password) {
        return new RedisSentinels(false, password);
    }

    private static final class Shared {
        static final RedisSentinels SENTINELS = new RedisSentinels(true, "");
    }

    private RedisServer server(List<String> arguments) {
        return RedisServer.partOf("redis-sentinel", Services.freePort(), credentials(), arguments);
    }

    private Sentinel sentinel(int master) {
        int port = Services.freePort();
        Path directory = ServerProcess.newSmallDirectory("redis-sentinel");
        Path file = directory.resolve("sentinel.conf");
        List<String> lines = new ArrayList<>(List.of(
                "port " + port,
                "bind 127.0.0.1",
                "dir " + directory,
                "sentinel monitor " + MASTER + " 127.0.0.1 " + master + " 2",
                "sentinel down-after-milliseconds " + MASTER + " 3000",
                "sentinel failover-timeout " + MASTER + " 5000"));
        if (!password.isEmpty()) {
            lines.add("sentinel auth-pass " + MASTER + " " + password);
            lines.add("requirepass " + password);
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(RedisServer.binary("redis-sentinel"), file.toString(), "--sentinel");
        return new Sentinel(port, new ServerProcess(command, directory, () -> RedisServer.answers(port)));
    }

    private String credentials() {
        return password.isEmpty() ? "" : ":" + password + "@";
    }

    /** What a client connects to. */
    public String uri() {
        return "redis-sentinel://" + credentials() + addresses() + "/" + MASTER
                + (password.isEmpty() ? "" : "?sentinel-password=" + password);
    }

    /** Where the sentinels are: host:port, separated by commas. */
    public String addresses() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(","));
    }

    /** Master and replica. */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    /** The processes of the sentinels. */
    public List<ServerProcess> processes() {
        return sentinels.stream().map(Sentinel::process).toList();
    }

    /** The server that the sentinels take for the master now. */
    public RedisServer master() {
        List<String> address = ask(sentinels.get(0), redis -> redis.sentinelGetMasterAddrByName(MASTER));
        return servers.stream()
                .filter(server -> address.get(1).equals("" + server.port()))
                .findFirst()
                .orElseThrow();
    }

    /** Orders to promote the replica and demote the master; returns when the order is accepted. */
    public void orderFailover() {
        Services.await("a sentinel finds the replica fit for it", PATIENCE, () -> {
            try {
                return "OK".equals(ask(sentinels.get(0), redis -> redis.sentinelFailover(MASTER)));
            } catch (JedisDataException notYet) {
                return false;
            }
        });
    }

    /** Starts what does not run; returns when master, replica and sentinels know one another. */
    public void start() {
        servers.forEach(RedisServer::start);
        sentinels.forEach(sentinel -> sentinel.process().start());
        try {
            Services.await("the sentinels watch master and replica", PATIENCE, this::isWhole);
        } catch (AssertionError e) {
            String wrote = processes().stream().map(ServerProcess::output).collect(Collectors.joining("\n\n"));
            throw new AssertionError(e.getMessage() + " They wrote:\n" + wrote, e);
        }
    }

    private boolean isWhole() {
        try {
            RedisServer master = master();
            return sentinels.stream().allMatch(sentinel -> sees(sentinel, master))
                    && master.ask(redis -> redis.info("replication")).contains("state=online");
        } catch (JedisException notYet) {
            return false;
        }
    }

    private boolean sees(Sentinel sentinel, RedisServer master) {
        Map<String, String> seen = ask(sentinel, redis -> redis.sentinelMaster(MASTER));
        return ("" + master.port()).equals(seen.get("port"))
                && "master".equals(seen.get("flags"))
                && "1".equals(seen.get("num-slaves"))
                && ("" + (SENTINELS - 1)).equals(seen.get("num-other-sentinels"));
    }

    private <T> T ask(Sentinel sentinel, Function<Jedis, T> question) {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().serverDefaultProtocol().timeoutMillis(RedisServer.PATIENCE_MILLIS);
        if (!password.isEmpty()) {
            config.password(password);
        }
        try (Jedis connection = new Jedis("127.0.0.1", sentinel.port(), config.build())) {
            return question.apply(connection);
        }
    }

    /** Kills all of them, as a power cut would. */
    public void stop() {
        sentinels.forEach(sentinel -> sentinel.process().stop());
        servers.forEach(RedisServer::stop);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!shared) {
            stop();
        }
    }
}
