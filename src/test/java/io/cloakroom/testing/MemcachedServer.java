package io.cloakroom.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Memcached: the one that the environment variable TEST_MEMCACHED_URI names (host:port), else a memcached of this machine, else
 * that of Debian's package, fetched and unpacked. Register it as a static {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
public final class MemcachedServer implements BeforeAllCallback, AfterAllCallback {
    private static final int DEFAULT_PORT = 11_211;
    private static final byte[] VERSION_REQUEST = new byte[24];
    private static final int BODY_LENGTH = 8;

    static {
        VERSION_REQUEST[0] = (byte) 0x80;
        VERSION_REQUEST[1] = 0x0b; // Answered before a login, too.
    }

    private final String host;
    private final int port;
    private final Optional<ServerProcess> process;
    private final boolean shared;

    private MemcachedServer(String given) {
        String[] parts = given.split(":", 2);
        host = parts[0];
        port = parts.length == 1 ? DEFAULT_PORT : Integer.parseInt(parts[1]);
        process = Optional.empty();
        shared = true;
        String version = version()
                .orElseThrow(() -> new AssertionError("No Memcached answers where TEST_MEMCACHED_URI says: " + given));
        Services.report("memcached", version, "TEST_MEMCACHED_URI");
    }

    private MemcachedServer(boolean shared, List<String> environment, List<String> arguments) {
        this.shared = shared;
        host = "127.0.0.1";
        port = Services.freePort();
        Path directory = ServerProcess.newDirectory("memcached");
        MemcachedBinary binary = MemcachedBinary.find(directory);
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(environment);
        command.addAll(binary.command());
        boolean tls = arguments.contains("-Z");
        command.addAll(List.of("-U", "0", "-l", (tls ? "notls:" : "") + host + ":" + port));
        command.addAll(arguments);
        process = Optional.of(new ServerProcess(command, directory, () -> {
            Optional<String> version = version();
            version.ifPresent(told -> Services.report("memcached", told, binary.source()));
            return version.isPresent();
        }));
    }

    /** The one that all tests of this JVM share: never stop it, and use keys of your own. */
    public static MemcachedServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. Keeps nothing over a restart. Always a process of ours. */
    public static MemcachedServer dedicated(String... arguments) {
        return new MemcachedServer(false, List.of(), List.of(arguments));
    }

    /** A {@link #dedicated} one that asks for a login by SASL, as the configuration in this folder says ({@code memcached.conf}). */
    public static MemcachedServer withSasl(Path configuration) {
        List<String> environment = new ArrayList<>(List.of("SASL_CONF_PATH=" + configuration));
        MemcachedBinary.unpackedSaslPlugins(configuration).ifPresent(path -> environment.add("SASL_PATH=" + path));
        return new MemcachedServer(false, environment, List.of("-S"));
    }

    private static final class Shared {
        static final MemcachedServer SERVER = Services.given("TEST_MEMCACHED_URI")
                .map(MemcachedServer::new)
                .orElseGet(() -> new MemcachedServer(true, List.of(), List.of()));
    }

    /** What a client connects to: {@code host:port}. */
    public String address() {
        return host + ":" + port;
    }

    /** Where it listens. */
    public int port() {
        return port;
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
        return process.orElseThrow(
                () -> new IllegalStateException("TEST_MEMCACHED_URI names a server that is not ours."));
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

    /** What the server answers, in the binary protocol, when it is asked for its version; empty: it does not answer yet. */
    private Optional<String> version() {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(VERSION_REQUEST);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(BODY_LENGTH);
            byte[] body = new byte[in.readInt()];
            in.readNBytes(VERSION_REQUEST.length - BODY_LENGTH - Integer.BYTES);
            in.readFully(body);
            return Optional.of(new String(body, US_ASCII));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }
}
