package io.cloakroom.it.server;

import io.cloakroom.testing.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A WildFly with the guestbook on a port of its own. Its base directory stays when it is restarted. For one thread at a time. */
public final class WildFlyProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FIRST_HTTP_PORT = 8080;
    private static final List<String> EXPORTS = List.of(
            "java.desktop/sun.awt",
            "java.naming/com.sun.jndi.ldap",
            "java.naming/com.sun.jndi.url.ldap",
            "java.naming/com.sun.jndi.url.ldaps",
            "jdk.naming.dns/com.sun.jndi.dns");
    private static final List<String> OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming");

    private final Path home = Path.of(System.getProperty("wildfly.home"));
    private final Path base;
    private final int offset;
    private final Map<String, String> environment;
    private @Nullable Process process;

    /**
     * Prepares a server.
     *
     * @param name of its base directory in target
     * @param offset of its ports; other servers of the tests have 0 and 1000
     * @param environment all that configures the application
     */
    public WildFlyProcess(String name, int offset, Map<String, String> environment) {
        this.base = Path.of("target", name).toAbsolutePath();
        this.offset = offset;
        this.environment = environment;
        copyBase();
    }

    public String url() {
        return "http://127.0.0.1:" + (FIRST_HTTP_PORT + offset) + "/";
    }

    public void start() {
        deploy(Path.of(System.getProperty("demo.war")), "ROOT.war");
        process = launch();
        Services.await("WildFly answers, see " + base.resolve("output.log"), PATIENCE, this::answers);
    }

    /** Puts a file into the folder of what is deployed at the start, under this name. */
    public void deploy(Path file, String name) {
        try {
            Path deployments = Files.createDirectories(base.resolve("deployments"));
            Files.copy(file, deployments.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        base.resolve("output.log").toFile()));
        builder.environment().putAll(environment);
        try {
            Process launched = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restart() {
        close();
        start();
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroy();
            Services.await("WildFly has ended", PATIENCE, () -> !running.isAlive());
            process = null;
        }
    }

    private boolean answers() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "api/session"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        EXPORTS.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.add("-Djboss.home.dir=" + home);
        command.add("-Djboss.server.base.dir=" + base);
        command.add("-Djboss.socket.binding.port-offset=" + offset);
        command.add("-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"));
        command.add("-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"));
        command.add("-Djava.awt.headless=true");
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
        return command;
    }

    private void copyBase() {
        Path from = home.resolve("standalone");
        try (Stream<Path> files = Files.walk(from.resolve("configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = base.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
