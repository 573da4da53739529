package io.cloakroom.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.testing.PostgresServer;
import io.cloakroom.testing.Services;
import io.cloakroom.testing.SqlServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripts and the server.xml in deploy make a data source, and the guestbook keeps its sessions in a real PostgreSQL through it. */
@Tag("server")
class DataSourceScriptIT {
    private static final int OFFSET = 2400;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String database = PostgresServer.shared().newDatabase();

    @Test
    @Tag("wildfly")
    void onWildFly() throws Exception {
        Map<String, String> environment = Map.of(
                "SESSION_TYPE",
                "sql",
                "SESSION_SQL",
                "java:jboss/datasources/SessionsDS",
                "SESSIONS_DB_URL",
                database,
                "SESSIONS_DB_USER",
                SqlServer.USER,
                "SESSIONS_DB_PASSWORD",
                SqlServer.PASSWORD);
        try (WildFlyProcess server = new WildFlyProcess("wildfly-data-source", OFFSET, environment)) {
            server.deploy(driver(), "postgresql.jar");
            server.start();
            runScript(Path.of("deploy", "wildfly", "sessions-ds.cli").toAbsolutePath());
            assertKeepsSessions(server.url());
        }
    }

    private static void runScript(Path script) throws IOException, InterruptedException {
        Path shell = Path.of(System.getProperty("wildfly.home"), "bin", "jboss-cli.sh");
        Process cli = new ProcessBuilder(
                        "sh",
                        shell.toString(),
                        "--connect",
                        "--controller=127.0.0.1:" + (9990 + OFFSET),
                        "--file=" + script)
                .redirectErrorStream(true)
                .start();
        String output = new String(cli.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, cli.waitFor(), output);
    }

    @Test
    @Tag("liberty")
    void onLiberty() throws Exception {
        Map<String, String> environment = Map.of(
                "SESSION_TYPE",
                "sql",
                "SESSION_SQL",
                "jdbc/sessions",
                "SESSIONS_DB_URL",
                database,
                "SESSIONS_DB_USER",
                SqlServer.USER,
                "SESSIONS_DB_PASSWORD",
                SqlServer.PASSWORD);
        try (LibertyProcess server = new LibertyProcess(Path.of("deploy", "liberty", "server.xml"), environment)) {
            server.add(driver(), "postgresql.jar");
            server.add(Path.of(System.getProperty("demo.war")), "apps/ROOT.war");
            server.start();
            Services.await(
                    "Liberty answers, see " + server.home(),
                    PATIENCE,
                    () -> Visitor.isServed(server.url() + "guestbook.css"));
            assertKeepsSessions(server.url());
        }
    }

    @Test
    @Tag("wildfly")
    void onPayara() throws Exception {
        URI address = URI.create(database.substring("jdbc:".length()));
        Map<String, String> environment = new HashMap<>(Map.of(
                "SESSION_TYPE",
                "sql",
                "SESSION_SQL",
                "jdbc/sessions",
                "SESSIONS_DB_HOST",
                address.getHost(),
                "SESSIONS_DB_PORT",
                String.valueOf(address.getPort()),
                "SESSIONS_DB_NAME",
                address.getPath().substring(1),
                "SESSIONS_DB_USER",
                SqlServer.USER,
                "SESSIONS_DB_PASSWORD",
                SqlServer.PASSWORD));
        List<String> options = List.of(
                "--addlibs",
                driver().toAbsolutePath().toString(),
                "--prebootcommandfile",
                Path.of("deploy", "payara", "sessions-ds.asadmin")
                        .toAbsolutePath()
                        .toString());
        try (PayaraProcess server = new PayaraProcess(options, environment)) {
            server.start();
            Services.await("Payara answers", PATIENCE, () -> Visitor.isServed(server.url() + "guestbook.css"));
            assertKeepsSessions(server.url());
        }
    }

    private void assertKeepsSessions(String url) throws Exception {
        HttpRequest login = HttpRequest.newBuilder(URI.create(url + "login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=Ada"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(login, BodyHandlers.ofString());
        assertEquals(302, response.statusCode(), response.body());
        assertEquals(1, rows());
    }

    private int rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, SqlServer.USER, SqlServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM sessions WHERE expiry > now()")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static Path driver() throws Exception {
        return Path.of(org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
