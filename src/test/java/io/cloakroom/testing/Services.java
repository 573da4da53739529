package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** What every real server under test needs: a port, a binary, patience, and a line in {@code target/services.txt}. Thread-safe. */
public final class Services {
    private static final Path REPORT = Path.of("target", "services.txt");
    private static final List<String> USUAL_FOLDERS =
            List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin", "/snap/bin");

    private static final int LOWEST_PORT = 20_000; // Application servers under test have lower ones.
    private static final int PORTS = 12_000;
    private static final Set<Integer> GIVEN_PORTS = new HashSet<>();
    private static final Random RANDOM = new Random();

    private Services() {}

    /**
     * A port on the loopback address that is free now and was not given before: below those that systems give to clients, so that nobody
     * takes it before its server starts, nor while it is restarted.
     */
    public static int freePort() {
        return freePort(0);
    }

    /** The same; the port that is so much higher is the caller's as well. */
    static synchronized int freePort(int higher) {
        while (true) {
            int port = LOWEST_PORT + RANDOM.nextInt(PORTS - higher);
            List<Integer> both = List.of(port, port + higher);
            if (Collections.disjoint(GIVEN_PORTS, both) && both.stream().allMatch(Services::isFree)) {
                GIVEN_PORTS.addAll(both);
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** The value of an environment variable such as {@code TEST_REDIS_URI}, unless it is empty. */
    public static Optional<String> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    /** The binary of this name on the PATH, or in one of the usual folders. */
    public static Optional<Path> binary(String name) {
        String[] path = Optional.ofNullable(System.getenv("PATH")).orElse("").split(java.io.File.pathSeparator, -1);
        return Stream.concat(Arrays.stream(path), USUAL_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Waits until the condition holds.
     *
     * @param what completes the sentence "Waited in vain until ..."
     * @throws AssertionError if it does not hold in time
     */
    public static void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain until " + what + " (" + patience.toSeconds() + " s).");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Tells the report which server the tests ran against; each line stands there once. */
    public static void report(String service, String version, String source) {
        report(service + " " + version + " (" + source + ")");
    }

    /**
     * Ends a test that cannot run on this machine, and tells the report why, so that it is printed at the end of the build.
     *
     * @param service what is missing
     * @param cure completes the sentence "To run it: ..."
     */
    public static TestAbortedException notRun(String service, String cure) {
        String line = service + ": not run, because this machine does not have it. To run it: " + cure;
        report(line);
        return new TestAbortedException(line);
    }

    private static synchronized void report(String line) {
        try {
            Files.createDirectories(REPORT.getParent());
            if (!Files.exists(REPORT) || !Files.readAllLines(REPORT).contains(line)) {
                Files.writeString(
                        REPORT, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
