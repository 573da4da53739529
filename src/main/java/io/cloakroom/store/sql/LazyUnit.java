package io.cloakroom.store.sql;

import io.cloakroom.spi.StoreContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The persistence unit, started at its first use, and once more if that failed: a database may come later than the application. Thread-safe. */
final class LazyUnit implements AutoCloseable {
    private final Database database;
    private final StoreContext context;
    private volatile @Nullable EntityManagerFactory factory;
    private boolean closed;

    LazyUnit(Database database, StoreContext context) {
        this.database = database;
        this.context = context;
    }

    Database database() {
        return database;
    }

    /** @throws PersistenceException if the database does not answer */
    EntityManager entities() {
        EntityManagerFactory started = factory;
        return (started == null ? start() : started).createEntityManager();
    }

    private synchronized EntityManagerFactory start() {
        EntityManagerFactory present = factory;
        if (present != null) {
            return present;
        }
        if (closed) {
            throw new PersistenceException("The store is closed.");
        }
        TableName name = TableName.of(context);
        DataSource source = database.source();
        try {
            new Table(source, name)
                    .check(!"false"
                            .equalsIgnoreCase(
                                    context.setting("session.sql.create-table").orElse("true")));
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        EntityManagerFactory started = OwnUnit.start(source, name, context.timeout());
        factory = started;
        return started;
    }

    @Override
    public synchronized void close() {
        closed = true;
        EntityManagerFactory started = factory;
        if (started != null) {
            started.close();
        }
        database.close();
    }
}
