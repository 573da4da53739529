package io.cloakroom.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server that a test started: ready when it answers, ended with the JVM at the latest. For one thread at a time. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> USUAL_FOLDERS =
            List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin");

    private final Process process;
    private final Thread hook;

    private ServerProcess(Process process) {
        this.process = process;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts the command in the directory, and waits until it answers. */
    public static ServerProcess start(List<String> command, Path directory, BooleanSupplier answers) {
        return start(command, directory, Map.of(), answers);
    }

    /** Starts the command in the directory with these variables in its environment, and waits until it answers. */
    public static ServerProcess start(
            List<String> command, Path directory, Map<String, String> environment, BooleanSupplier answers) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output.log").toFile()));
        builder.environment().putAll(environment);
        try {
            ServerProcess server = new ServerProcess(builder.start());
            await(command.get(0) + " answers, see " + directory.resolve("output.log"), answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The executable of this name on the PATH or in the usual folders. */
    public static Optional<Path> find(String name) {
        Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator));
        return Stream.concat(path, USUAL_FOLDERS.stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A port of the loopback interface that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the fact to become true. */
    public static void await(String fact, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited " + PATIENCE.toSeconds() + " s in vain until " + fact);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Notes for the end of the build which service was used, in {@code target/services.txt}. */
    public static synchronized void report(String line) {
        try {
            Path report = Path.of("target", "services.txt");
            Files.createDirectories(report.getParent());
            boolean known = Files.exists(report) && Files.readAllLines(report).contains(line);
            if (!known) {
                Files.writeString(report, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the server to end, and waits until it has. */
    public void stop() {
        Runtime.getRuntime().removeShutdownHook(hook);
        process.destroy();
        await("a server that was asked to end is gone", () -> !process.isAlive());
    }

    /** Kills the server, as a power cut would, and waits until it is gone. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        process.destroyForcibly();
        await("a killed server is gone", () -> !process.isAlive());
    }
}
