package io.cloakroom.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/**
 * A real Redis: the one that the environment variable TEST_REDIS_URI names, else a redis-server of this machine, else the one that
 * embedded-redis carries. Register it as a static {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
public final class RedisServer implements BeforeAllCallback, AfterAllCallback {
    private static final Pattern VERSION = Pattern.compile("(?:redis_version:|v=)([0-9.]+)");

    /** How long a test waits for an answer of its own; milliseconds. */
    static final int PATIENCE_MILLIS = 30_000;

    private final String uri;
    private final int port;
    private final Optional<ServerProcess> process;
    private final boolean shared;

    private RedisServer(URI given) {
        uri = given.toString();
        port = given.getPort() < 0 ? 6379 : given.getPort();
        process = Optional.empty();
        shared = true;
        try (RedisClient client = RedisClient.create(given)) {
            report("redis", client.info("server"), "TEST_REDIS_URI");
        }
    }

    private RedisServer(boolean shared, String credentials, List<String> arguments) {
        this(shared, "redis", Services.freePort(), credentials, arguments);
    }

    private RedisServer(boolean shared, String service, int port, String credentials, List<String> arguments) {
        this.shared = shared;
        this.port = port;
        uri = "redis://" + credentials + "127.0.0.1:" + port;
        Path directory = ServerProcess.newSmallDirectory(service);
        String binary = binary(service);
        List<String> command = new ArrayList<>(List.of(binary, "--port", "" + port, "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", directory.toString()));
        command.addAll(arguments);
        process = Optional.of(new ServerProcess(command, directory, () -> answers(port)));
    }

    /** The one that all tests of this JVM share: never stop it, and use keys of your own. */
    public static RedisServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. Keeps nothing over a restart. Always a process of ours. */
    public static RedisServer dedicated(String... arguments) {
        return new RedisServer(false, "", List.of(arguments));
    }

    /** A {@link #dedicated} one that asks for a password, which {@link #uri} has. */
    public static RedisServer withPassword(String password, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--requirepass", password));
        all.addAll(List.of(arguments));
        return new RedisServer(false, ":" + password + "@", all);
    }

    /** A {@link #dedicated} one that is a part of a larger service. */
    static RedisServer partOf(String service, int port, String credentials, List<String> arguments) {
        return new RedisServer(false, service, port, credentials, arguments);
    }

    private static final class Shared {
        static final RedisServer SERVER = Services.given("TEST_REDIS_URI")
                .map(given -> new RedisServer(URI.create(given)))
                .orElseGet(() -> new RedisServer(true, "", List.of()));
    }

    /** What a client connects to. */
    public String uri() {
        return uri;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** What it answers on a connection of the test's own, for which it may take half a minute. */
    public <T> T ask(Function<Jedis, T> question) {
        try (Jedis connection = new Jedis(URI.create(uri), PATIENCE_MILLIS)) {
            return question.apply(connection);
        }
    }

    /** Starts it, unless it runs, again on the same port; returns when it answers. */
    public void start() {
        process.ifPresent(ServerProcess::start);
    }

    /** Kills it, as a crash would. */
    public void stop() {
        process().stop();
    }

    /** Its process. */
    public ServerProcess process() {
        return process.orElseThrow(() -> new IllegalStateException("TEST_REDIS_URI names a server that is not ours."));
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

    /** PING, and PONG or the demand to log in first; not that it is loading. */
    static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(5), US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The path of the program; tells the report which one it is. */
    static String binary(String service) {
        Optional<Path> installed = Services.binary("redis-server");
        Path binary = installed.orElseGet(() -> Carried.BINARY);
        report(
                service,
                versionOf(binary),
                installed.isPresent() ? binary.toString() : "the binary inside embedded-redis");
        return binary.toString();
    }

    /** A copy of the binary inside the jar of embedded-redis, whose own launcher would write beside it. */
    private static final class Carried {
        static final Path BINARY = copy();

        private static Path copy() {
            try (InputStream carried = RedisServer.class.getResourceAsStream("/" + carriedName())) {
                if (carried == null) {
                    throw new AssertionError(
                            "There is no redis-server here: apt-get install redis-server, or set TEST_REDIS_URI.");
                }
                Path directory = ServerProcess.newDirectory("redis");
                Path copy = directory.resolve("redis-server");
                Files.copy(carried, copy);
                directory.toFile().deleteOnExit(); // After the copy, which is told later.
                copy.toFile().deleteOnExit();
                if (!copy.toFile().setExecutable(true)) {
                    throw new AssertionError(
                            "The folder for temporary files allows no programs: apt-get install redis-server.");
                }
                return copy;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String carriedName() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return system.startsWith("linux")
                ? (arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64")
                : "no-redis-server-for-this-system";
    }

    private static String versionOf(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void report(String service, String told, String source) {
        Matcher version = VERSION.matcher(told);
        Services.report(service, version.find() ? version.group(1) : "of unknown version", source);
    }
}
