package io.cloakroom.it.server;

import io.cloakroom.testing.ServerProcess;
import io.cloakroom.testing.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Open Liberty in a new folder, with a server.xml as it is, that listens where the environment says. For one thread at a time. */
final class LibertyProcess implements AutoCloseable {
    private static final String NAME = "cloakroom";

    private final Path directory = ServerProcess.newDirectory("liberty");
    private final int port = Services.freePort();
    private final ServerProcess process;

    /**
     * Prepares a server.
     *
     * @param configuration its server.xml
     * @param environment all else that configures server and application
     */
    LibertyProcess(Path configuration, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HTTP_PORT", String.valueOf(port));
        all.put("WLP_USER_DIR", directory.toString());
        add(configuration, "server.xml");
        process = new ServerProcess(command(), directory, all, () -> true);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** What the server calls its configuration and its output directory. */
    Path home() {
        return directory.resolve("servers").resolve(NAME);
    }

    /** Puts a file into the server's configuration directory, under this name. */
    void add(Path file, String name) {
        Path target = home().resolve(name);
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process; the application answers some time later. */
    void start() {
        process.start();
    }

    @Override
    public void close() {
        process.stop();
    }

    private static List<String> command() {
        Path home = Path.of(System.getProperty("liberty.home"));
        Path tools = home.resolve("bin").resolve("tools");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "@" + home.resolve(Path.of("lib", "platform", "java", "java9.options")),
                "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                NAME);
    }
}
