package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs as a process of ours, in a temporary folder, and ends with the JVM at the latest. It can be stopped and started
 * again, with the same command. Thread-safe.
 */
public final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path MEMORY = Path.of("/dev/shm");

    private final List<String> command;
    private final Path directory;
    private final Map<String, String> environment;
    private final BooleanSupplier ready;
    private @Nullable Process process;

    /**
     * Nothing runs yet.
     *
     * @param command the binary and its arguments
     * @param directory made for this server; deleted with the JVM
     * @param ready whether the server answers in its protocol
     */
    public ServerProcess(List<String> command, Path directory, BooleanSupplier ready) {
        this(command, directory, Map.of(), ready);
    }

    /**
     * Nothing runs yet.
     *
     * @param command the binary and its arguments
     * @param directory made for this server; deleted with the JVM
     * @param environment added to that of this JVM
     * @param ready whether the server answers in its protocol
     */
    public ServerProcess(List<String> command, Path directory, Map<String, String> environment, BooleanSupplier ready) {
        this.command = List.copyOf(command);
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.ready = ready;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end " + command.get(0)));
    }

    /** A new temporary folder. */
    public static Path newDirectory(String service) {
        return newDirectory(Path.of(System.getProperty("java.io.tmpdir")), service);
    }

    /**
     * A new temporary folder for a few small files of a server that waits until they are on the disk; in memory, where the system offers
     * that, so that a slow disk is no outage.
     */
    static Path newSmallDirectory(String service) {
        return Files.isWritable(MEMORY) ? newDirectory(MEMORY, service) : newDirectory(service);
    }

    private static Path newDirectory(Path parent, String service) {
        try {
            return Files.createTempDirectory(parent, "cloakroom-" + service + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the process, unless it runs, and returns when it is ready.
     *
     * @throws AssertionError if it ends at once or does not get ready; the message has what it wrote
     */
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(outputFile().toFile());
            builder.environment().putAll(environment);
            Process started = builder.start();
            process = started;
            Services.await("the server is ready", PATIENCE, () -> !started.isAlive() || ready.getAsBoolean());
            if (!started.isAlive()) {
                throw new AssertionError("The server ended: " + command + "\n" + output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the process that was started last has written. */
    public String output() {
        try {
            return Files.readString(outputFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path outputFile() {
        return directory.resolve("output.txt");
    }

    /** Kills the process, as a crash would, and returns when it is gone. Quiet if none runs. */
    public synchronized void stop() {
        if (process != null) {
            kill(process.toHandle());
        }
    }

    /** The process that was started last. */
    public synchronized ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("Not started yet.");
        }
        return process.toHandle();
    }

    private void end() {
        stop();
        delete(directory);
    }

    /** Kills a process, as a crash would, and returns when it is gone. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        var unused = process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
