package io.cloakroom.store.sql;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.StoreContext;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the rows are: a data source of the server, or one of ours over a JDBC URL. Thread-safe. */
final class Database implements AutoCloseable {
    private static final String SETTING = "session.sql";
    private static final String DEFAULT = "java:comp/DefaultDataSource";

    private final String name;
    private final @Nullable UrlDataSource own;
    private final Duration timeout;

    private Database(String name, @Nullable UrlDataSource own, Duration timeout) {
        this.name = name;
        this.own = own;
        this.timeout = timeout;
    }

    /** @throws SessionConfigException if there is no driver for the URL, or no persistence unit of this name */
    static Database of(StoreContext context) {
        String where = context.setting(SETTING).orElse(DEFAULT);
        return where.startsWith("unit:") ? ofUnit(where.substring(5), context) : at(where, context);
    }

    private static Database ofUnit(String unit, StoreContext context) {
        DeclaredUnit declared = DeclaredUnit.named(unit);
        return declared.url()
                .map(url -> new Database(
                        "The database of the persistence unit " + unit + " (" + SETTING + ")",
                        UrlDataSource.of(url, declared.user(), declared.password(), context.timeout()),
                        context.timeout()))
                .orElseGet(() -> new Database(declared.dataSource().orElse(DEFAULT), null, context.timeout()));
    }

    private static Database at(String where, StoreContext context) {
        if (!where.startsWith("jdbc:")) {
            return new Database(where, null, context.timeout());
        }
        return new Database(
                "The database at the JDBC URL in " + SETTING,
                UrlDataSource.of(
                        where,
                        context.setting("session.sql.username"),
                        context.setting("session.sql.password"),
                        context.timeout()),
                context.timeout());
    }

    /**
     * The data source, guarded; looked up anew for a server's.
     *
     * @throws PersistenceException if the server has none of this name
     */
    DataSource source() {
        return Guard.of(own == null ? ofServer() : own, timeout);
    }

    @SuppressWarnings("BanJNDI") // The name comes from the configuration, not from a user.
    private DataSource ofServer() {
        try {
            return (DataSource) new InitialContext().lookup(name);
        } catch (NamingException | ClassCastException e) {
            throw new PersistenceException(
                    "the server has no data source of this name: make one, or correct " + SETTING, e);
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    /** For messages; without anything that may hold a password. */
    @Override
    public String toString() {
        return own == null ? "The data source " + name + " (" + SETTING + ")" : name;
    }
}
