package io.cloakroom.testing;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real database server: one that an environment variable names, or a process of ours, which keeps its data over a crash. Register it as
 * a static {@code @RegisterExtension}, or start it by hand. Thread-safe.
 */
abstract sealed class DatabaseServer implements SqlServer, BeforeAllCallback, AfterAllCallback
        permits PostgresServer, MariaDbServer {
    private final String url;
    private final String administrator;
    private final String password;
    private final boolean shared;

    /**
     * Nothing runs yet.
     *
     * @param given the JDBC URL of a database that is always there, with {@code user} and {@code password} of its administrator
     * @param shared whether it outlives the test class
     */
    DatabaseServer(String given, boolean shared) {
        this.url = given.replaceFirst("[?].*", "");
        this.administrator = parameter(given, "user");
        this.password = parameter(given, "password");
        this.shared = shared;
    }

    @Override
    public final String newDatabase() {
        start();
        String name = "cloakroom_" + UUID.randomUUID().toString().substring(0, 8);
        administer(statementsForNew(name));
        if (!ours()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> administer("DROP DATABASE " + name)));
        }
        return url.replaceFirst("(//[^/]+/).*", "$1" + name);
    }

    /** What makes a database, and its owner unless there is one. */
    abstract String[] statementsForNew(String name);

    /** Ends it with its test class. */
    abstract void end();

    /** Whether a process of these tests is the server. */
    abstract boolean ours();

    /** Tells the report which one it is. */
    final void report(String service, String source) {
        try (Connection connection = connect()) {
            Services.report(service, connection.getMetaData().getDatabaseProductVersion(), source);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the administrator can log in. */
    final boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        if (!shared) {
            end();
        }
    }

    private void administer(String... statements) {
        SqlServer.execute(url, administrator, password, statements);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, administrator, password);
    }

    private static String parameter(String given, String name) {
        String query = Optional.ofNullable(
                        URI.create(given.substring("jdbc:".length())).getQuery())
                .orElse("");
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
