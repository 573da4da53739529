package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.Sweepable;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.PostgresServer;
import io.cloakroom.testing.SqlServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many statements a call costs, counted between the store and the driver. */
class StatementsIT {
    private static final String KEY = "session:statements";
    private static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());
    private static final Driver COUNTING = new CountingDriver();

    @BeforeAll
    static void register() throws SQLException {
        DriverManager.registerDriver(COUNTING);
    }

    @AfterAll
    static void deregister() throws SQLException {
        DriverManager.deregisterDriver(COUNTING);
    }

    @Test
    void eachCallIsOneStatement() {
        String url = PostgresServer.shared().newDatabase().replace("jdbc:", "jdbc:counted:");
        Map<String, String> settings = Map.of(
                "session.sql", url, "session.sql.username", SqlServer.USER, "session.sql.password", SqlServer.PASSWORD);
        Instant later = Instant.now().plusSeconds(3600);
        try (SessionStore store =
                new SqlStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")))) {
            store.find(KEY);
            SEEN.clear();
            String version = store.create(KEY, new byte[] {1}, later).orElseThrow();
            assertSeen("INSERT");
            store.find(KEY);
            assertSeen("SELECT");
            assertTrue(store.update(KEY, version, new byte[] {2}, later).isPresent());
            assertSeen("UPDATE");
            store.touch(KEY, later);
            assertSeen("UPDATE");
            store.delete(KEY);
            assertSeen("DELETE");
            ((Sweepable) store).sweep(Instant.now(), 1000);
            assertSeen("SELECT");
        }
    }

    private static void assertSeen(String verb) {
        List<String> verbs =
                SEEN.stream().map(sql -> sql.replaceFirst("(?s)\\s.*", "")).toList();
        assertEquals(List.of(verb), verbs, SEEN::toString);
        SEEN.clear();
    }

    /** The driver of the URL without {@code counted:}, all of whose statements are noted. */
    private static final class CountingDriver implements Driver {
        @Override
        public @Nullable Connection connect(String url, Properties info) throws SQLException {
            return acceptsURL(url)
                    ? noting(Connection.class, DriverManager.getConnection(url.replace("counted:", ""), info))
                    : null;
        }

        /** Notes statements when they are prepared with their text, or executed with it. */
        private static <T> T noting(Class<T> type, Object real) {
            return type.cast(Proxy.newProxyInstance(
                    StatementsIT.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                            if (method.getName().startsWith("prepare")
                                    || method.getName().startsWith("execute")) {
                                SEEN.add(sql);
                            }
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            return method.getName().equals("createStatement")
                                    ? noting(Statement.class, result)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:counted:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }
    }
}
