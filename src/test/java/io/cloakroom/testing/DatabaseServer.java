package io.cloakroom.testing;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real database that tests reach through JDBC. Register it as a static {@code @RegisterExtension}, or start it by hand. Each test
 * class works in a {@link #newDatabase} of its own. Thread-safe.
 */
public abstract sealed class DatabaseServer implements BeforeAllCallback, AfterAllCallback
        permits PostgresServer, MariaDbServer {
    private final String url;
    private final String user;
    private final String password;
    private final boolean shared;

    /**
     * Nothing runs yet.
     *
     * @param url of a database that is always there, without a login
     * @param login the login's {@code user=...&password=...}
     * @param shared whether it outlives the test class
     */
    DatabaseServer(String url, String login, boolean shared) {
        this.url = url;
        this.user = parameter(login, "user");
        this.password = parameter(login, "password");
        this.shared = shared;
    }

    /** What a driver connects to: a database that is always there, without the login. */
    public final String jdbcUrl() {
        return url;
    }

    /** Who may do everything. */
    public final String user() {
        return user;
    }

    /** May be empty. */
    public final String password() {
        return password;
    }

    /** Makes an empty database, which ends with the server, or with this JVM if the server is not ours. */
    public final String newDatabase() {
        String name =
                "cloakroom_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        execute("CREATE DATABASE " + name);
        if (!ours()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> execute("DROP DATABASE " + name)));
        }
        return url.replaceFirst("(://[^/]+)/[^?]*", "$1/" + name);
    }

    /** A connection to one of its databases, in auto-commit mode; the caller closes it. */
    public final Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(database, user, password);
    }

    /** Starts it, unless it runs, again on the same port and with its data; returns when it answers. */
    public abstract void start();

    /** Kills it, as a crash would; what was committed is kept. */
    public abstract void stop();

    /** Ends it with its test class. */
    abstract void end();

    /** Whether a process of these tests is the server. */
    abstract boolean ours();

    /** What it answers to {@code SELECT version()}. */
    final String version() {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT version()")) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
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

    /** The JDBC URL without its login. */
    static String withoutLogin(String given) {
        String rest = given.replaceAll("(?<=[?&])(?:user|password)=[^&]*&?", "");
        return rest.endsWith("?") || rest.endsWith("&") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** The parameters of a JDBC URL. */
    static String parameters(String given) {
        return Optional.ofNullable(URI.create(given.substring("jdbc:".length())).getRawQuery())
                .orElse("");
    }

    private static String parameter(String login, String name) {
        return Arrays.stream(login.split("&", -1))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private void execute(String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
