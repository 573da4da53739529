package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real MariaDB: the mariadbd of this machine, on a port and in a folder of its own. Keeps its data over a restart. Register it as a
 * static {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
public final class MariaDbServer implements SqlServer, BeforeAllCallback, AfterAllCallback {
    private static final String INSTALL = "apt-get install mariadb-server.";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port = Services.freePort();
    private final Path directory = ServerProcess.newDirectory("mariadb");
    private final ServerProcess process;
    private final boolean shared;
    private boolean installed;

    private MariaDbServer(boolean shared) {
        this.shared = shared;
        Path data = directory.resolve("data");
        process = new ServerProcess(
                List.of(
                        binary("mariadbd"),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--max-allowed-packet=64M"),
                directory,
                this::answers);
    }

    /** The one that all tests of this JVM share: never stop it, and use a database of your own. */
    public static MariaDbServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. */
    public static MariaDbServer dedicated() {
        return new MariaDbServer(false);
    }

    private static final class Shared {
        static final MariaDbServer SERVER = new MariaDbServer(true);
    }

    @Override
    public synchronized void start() {
        if (!installed) {
            install();
            installed = true;
        }
        process.start();
        try (Connection connection = DriverManager.getConnection(url("mysql"), "root", "")) {
            Services.report("mariadb", connection.getMetaData().getDatabaseProductVersion(), binary("mariadbd"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public String newDatabase() {
        start();
        String name = "sessions" + DATABASES.incrementAndGet();
        SqlServer.execute(
                url("mysql"),
                "root",
                "",
                "CREATE DATABASE " + name,
                "CREATE USER IF NOT EXISTS 'tester'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT ALL ON " + name + ".* TO 'tester'@'%'");
        return url(name);
    }

    private String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
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

    private void install() {
        try {
            Process install = new ProcessBuilder(
                            binary("mariadb-install-db"),
                            "--no-defaults",
                            "--user=" + System.getProperty("user.name"),
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db",
                            "--datadir=" + directory.resolve("data"))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("install.txt").toFile())
                    .start();
            if (install.waitFor() != 0) {
                throw new AssertionError("mariadb-install-db failed: see " + directory.resolve("install.txt"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url("mysql"), "root", "")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static String binary(String name) {
        Optional<Path> found = Services.binary(name);
        return found.map(Path::toString).orElseThrow(() -> Services.notRun("MariaDB", INSTALL));
    }
}
