package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A real MariaDB: the one that the environment variable TEST_MARIADB_URI names, a JDBC URL, else the mariadbd of this machine.
 * Thread-safe.
 */
public final class MariaDbServer extends DatabaseServer {
    private static final String CURE = "apt-get install mariadb-server, or set TEST_MARIADB_URI.";

    private final boolean ours;
    private final int port;
    private final List<String> arguments;
    private @Nullable ServerProcess process;

    private MariaDbServer(String given) {
        super(given, true);
        ours = false;
        port = 0;
        arguments = List.of();
    }

    private MariaDbServer(boolean shared, int port, String... arguments) {
        super("jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root", shared);
        ours = true;
        this.port = port;
        this.arguments = List.of(arguments);
    }

    /** The one that all tests of this JVM share: never stop it. */
    public static MariaDbServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. Always a process of ours. */
    public static MariaDbServer dedicated(String... arguments) {
        return new MariaDbServer(false, Services.freePort(), arguments);
    }

    private static final class Shared {
        static final MariaDbServer SERVER = Services.given("TEST_MARIADB_URI")
                .map(MariaDbServer::new)
                .orElseGet(() -> new MariaDbServer(true, Services.freePort()));
    }

    /**
     * Starts it, unless it runs, again on the same port and with its data; returns when it answers.
     *
     * @throws TestAbortedException if there is no MariaDB on this machine
     */
    @Override
    public synchronized void start() {
        if (!ours) {
            report("mariadb", "TEST_MARIADB_URI");
            return;
        }
        if (process == null) {
            process = install();
        }
        process.start();
        report("mariadb", binary("mariadbd"));
    }

    @Override
    public synchronized void stop() {
        if (!ours) {
            throw new IllegalStateException("TEST_MARIADB_URI names a server that is not ours.");
        }
        if (process != null) {
            process.stop();
        }
    }

    @Override
    String[] statementsForNew(String name) {
        return new String[] {
            "CREATE DATABASE " + name,
            "CREATE USER IF NOT EXISTS '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
            "GRANT ALL ON " + name + ".* TO '" + USER + "'@'%'"
        };
    }

    @Override
    void end() {
        stop();
    }

    @Override
    boolean ours() {
        return ours;
    }

    private ServerProcess install() {
        String server = binary("mariadbd");
        String installer = binary("mariadb-install-db");
        Path directory = ServerProcess.newDirectory("mariadb");
        String user = "--user=" + System.getProperty("user.name");
        String data = "--datadir=" + directory.resolve("data");
        run(
                directory,
                List.of(
                        installer,
                        "--no-defaults",
                        user,
                        data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db"));
        List<String> command = new ArrayList<>(List.of(
                server,
                "--no-defaults",
                user,
                data,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--innodb-flush-method=nosync", // A slow disk is no outage; a crash of the process loses nothing.
                "--max-allowed-packet=64M"));
        command.addAll(arguments);
        return new ServerProcess(command, directory, ownTemporaryFiles(directory), this::answers);
    }

    /** A server that starts deletes the temporary tables that it finds, those of another that runs with them. */
    private static Map<String, String> ownTemporaryFiles(Path directory) {
        return Map.of("TMPDIR", directory.toString());
    }

    private static void run(Path directory, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("install.txt").toFile());
            builder.environment().putAll(ownTemporaryFiles(directory));
            Process installer = builder.start();
            if (installer.waitFor() != 0) {
                throw new AssertionError(
                        "MariaDB made no data directory: " + Files.readString(directory.resolve("install.txt")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String binary(String name) {
        return Services.binary(name).map(Path::toString).orElseThrow(() -> Services.notRun("mariadb", CURE));
    }
}
