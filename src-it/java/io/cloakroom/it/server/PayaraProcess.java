package io.cloakroom.it.server;

import io.cloakroom.testing.ServerProcess;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Payara Micro with the guestbook at its root. For one thread at a time. */
final class PayaraProcess implements AutoCloseable {
    private final int port = Services.freePort();
    private final ServerProcess process;

    /**
     * Prepares a server.
     *
     * @param options of its command line, besides those that all have
     * @param environment all else that configures server and application
     */
    PayaraProcess(List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                System.getProperty("payara.jar"),
                "--nocluster",
                "--port",
                String.valueOf(port)));
        command.addAll(options);
        command.addAll(List.of("--deploy", System.getProperty("demo.war"), "--contextroot", "/"));
        process = new ServerProcess(command, ServerProcess.newDirectory("payara"), environment, () -> true);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Starts the process; the application answers some time later. */
    void start() {
        process.start();
    }

    @Override
    public void close() {
        process.stop();
    }
}
