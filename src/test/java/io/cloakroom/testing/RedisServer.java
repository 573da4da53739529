package io.cloakroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A real Redis for tests: the one of {@code TEST_REDIS_URI}, else {@code redis-server} of this machine on a free port, else the binary that the
 * embedded-redis jar carries. Register it with {@code @RegisterExtension static}, or start and stop it by hand. For one thread at a time.
 */
public final class RedisServer implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private static final String CARRIED = "/redis-server-6.2.6-v5-linux-amd64";

    private final List<String> arguments;
    private final int port = ServerProcess.freePort();
    private final Optional<String> external = Optional.ofNullable(System.getenv("TEST_REDIS_URI"));
    private @Nullable ServerProcess process;

    /** With further command line arguments, such as {@code --requirepass}. */
    public RedisServer(String... arguments) {
        this.arguments = List.of(arguments);
    }

    /** Whether this server is ours to stop and to configure: not one of {@code TEST_REDIS_URI}. */
    public boolean isOurs() {
        return external.isEmpty() || !arguments.isEmpty();
    }

    /** Where it listens. */
    public String uri() {
        return isOurs() ? "redis://127.0.0.1:" + port : external.orElseThrow();
    }

    /** Its port on the loopback interface. */
    public int port() {
        return URI.create(uri()).getPort();
    }

    /** Starts it, also again after {@link #stop}, on the same port and empty. */
    public void start() {
        if (!isOurs()) {
            report("TEST_REDIS_URI");
            return;
        }
        Optional<Path> installed = ServerProcess.find("redis-server");
        Path binary = installed.orElseGet(RedisServer::carried);
        Path directory = temporary();
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(arguments);
        process = ServerProcess.start(command, directory, this::answers);
        report(installed.isPresent() ? "redis-server on PATH" : "binary carried by embedded-redis");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        stop();
    }

    /** Kills it, as a power cut would. */
    public void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private boolean answers() {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return jedis.ping() != null;
        } catch (JedisException e) {
            return String.valueOf(e.getMessage()).startsWith("NOAUTH");
        }
    }

    private void report(String source) {
        String version = "";
        try (Jedis jedis = new Jedis(URI.create(uri()))) {
            version = jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .findFirst()
                    .orElse("")
                    .replace("redis_version:", " ");
        } catch (JedisException e) {
            return;
        }
        ServerProcess.report("redis" + version + " (" + source + ")");
    }

    private static Path carried() {
        try (InputStream in = RedisServer.class.getResourceAsStream(CARRIED)) {
            if (in == null) {
                throw new AssertionError(
                        "There is no redis-server: apt-get install redis-server, or set TEST_REDIS_URI.");
            }
            Path binary = temporary().resolve("redis-server");
            Files.copy(in, binary);
            if (!binary.toFile().setExecutable(true)) {
                throw new AssertionError(binary + " cannot be made executable.");
            }
            return binary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("cloakroom-redis");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
