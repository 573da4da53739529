package io.cloakroom.store.sql;

import io.cloakroom.SessionConfigException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a JDBC URL, kept for the next call: few lines in place of a pool's library, which a server's data source has anyway.
 * Whoever comes first gets the connection used last; one that has lain for a while is asked whether it is alive. Thread-safe.
 */
final class UrlDataSource implements DataSource, AutoCloseable {
    private static final int MOST = 32;
    private static final Duration TRUSTED = Duration.ofMillis(500);

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final Duration timeout;
    private final Semaphore free = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private record Idle(Connection connection, long since) {}

    private UrlDataSource(Driver driver, String url, Properties properties, Duration timeout) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
        this.timeout = timeout;
    }

    /** @throws SessionConfigException if there is no driver for the URL; the message does not repeat it, because of a password */
    static UrlDataSource of(String url, Optional<String> user, Optional<String> password, Duration timeout) {
        String product = url.replaceFirst("^jdbc:", "").replaceFirst(":.*", "").toLowerCase(Locale.ROOT);
        Properties properties = timeouts(product, timeout);
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        Driver driver = driver(url)
                .orElseThrow(() -> new SessionConfigException("session.sql is a JDBC URL of " + product
                        + " (not shown here, as it may hold a password), and the application has no driver for it: add the driver's"
                        + " dependency, or correct the URL."));
        return new UrlDataSource(driver, url, properties, timeout);
    }

    /** DriverManager looks for drivers once in a JVM: in a server it misses those of an application that comes later. */
    private static Optional<Driver> driver(String url) {
        Iterator<Driver> own = ServiceLoader.load(Driver.class, UrlDataSource.class.getClassLoader())
                .iterator();
        try {
            while (own.hasNext()) {
                Driver driver = own.next();
                if (driver.acceptsURL(url)) {
                    return Optional.of(driver);
                }
            }
            return Optional.of(DriverManager.getDriver(url));
        } catch (SQLException | ServiceConfigurationError none) {
            return Optional.empty();
        }
    }

    /** JDBC knows none for connecting and reading that is not for the whole JVM; drivers have their own. */
    private static Properties timeouts(String product, Duration timeout) {
        Properties properties = new Properties();
        String millis = String.valueOf(timeout.toMillis());
        String seconds = String.valueOf(Math.max(1, timeout.toSeconds()));
        switch (product) {
            case "postgresql" -> {
                properties.setProperty("connectTimeout", seconds);
                properties.setProperty("socketTimeout", seconds);
                properties.setProperty("loginTimeout", seconds);
            }
            case "mariadb", "mysql" -> {
                properties.setProperty("connectTimeout", millis);
                properties.setProperty("socketTimeout", millis);
            }
            case "sqlserver" -> {
                properties.setProperty("loginTimeout", seconds);
                properties.setProperty("socketTimeout", millis);
            }
            case "oracle" -> {
                properties.setProperty("oracle.net.CONNECT_TIMEOUT", millis);
                properties.setProperty("oracle.jdbc.ReadTimeout", millis);
            }
            default -> {
                // H2 runs in this JVM, mostly; others have the query's time-out.
            }
        }
        return properties;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            if (!free.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("All " + MOST + " connections are in use.", "08000");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for a connection.", "08000", e);
        }
        boolean given = false;
        try {
            Connection connection = alive();
            given = true;
            return lent(connection);
        } finally {
            if (!given) {
                free.release();
            }
        }
    }

    private Connection alive() throws SQLException {
        if (closed) {
            throw new SQLTransientConnectionException("The store is closed.", "08003");
        }
        Idle kept = idle.pollFirst();
        if (kept != null) {
            boolean trusted = System.nanoTime() - kept.since() < TRUSTED.toNanos();
            if (trusted || kept.connection().isValid((int) Math.max(1, timeout.toSeconds() / 2))) {
                return kept.connection();
            }
            quietly(kept.connection());
            dropIdle(); // They have lain for longer, and to ask each may take as long as this one took.
        }
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLTransientConnectionException("The driver does not take the URL.", "08001");
        }
        return connection;
    }

    /** The connection, which comes back when it is closed, unless it has seen an error. */
    private Connection lent(Connection connection) {
        AtomicBoolean suspect = new AtomicBoolean();
        AtomicBoolean back = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                UrlDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (back.compareAndSet(false, true)) {
                            takeBack(connection, suspect.get());
                        }
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        suspect.set(true);
                        throw e.getCause();
                    }
                });
    }

    private void takeBack(Connection connection, boolean suspect) {
        try {
            if (suspect || closed || connection.isClosed()) {
                quietly(connection);
                return;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            idle.addFirst(new Idle(connection, System.nanoTime()));
        } catch (SQLException broken) {
            quietly(connection);
        } finally {
            free.release();
        }
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyBroken) {
            // It is given up.
        }
    }

    @Override
    public void close() {
        closed = true;
        dropIdle();
    }

    private void dropIdle() {
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            quietly(kept.connection());
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("One user for all connections.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is written.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // It is session.store-timeout.
    }

    @Override
    public int getLoginTimeout() {
        return (int) timeout.toSeconds();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("No logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Wraps nothing.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
