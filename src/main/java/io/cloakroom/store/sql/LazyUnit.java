package io.cloakroom.store.sql;

import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The persistence unit, started at its first use, and once more if that failed: a database may come later than the application. Whoever
 * waits while another tries shares the failure, and does not wait for one of its own. Thread-safe.
 */
final class LazyUnit implements AutoCloseable {
    private final Database database;
    private final StoreContext context;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable Started started;
    private volatile @Nullable Failure failure;
    private boolean closed;

    private record Started(EntityManagerFactory factory, Table table) {}

    /** How an attempt ended; each differs from every other, also if the cause is the same. */
    private static final class Failure {
        final RuntimeException cause;

        Failure(RuntimeException cause) {
            this.cause = cause;
        }
    }

    LazyUnit(Database database, StoreContext context) {
        this.database = database;
        this.context = context;
    }

    Database database() {
        return database;
    }

    /** @throws RuntimeException of JPA if the database does not answer */
    EntityManager entities() {
        return started().factory().createEntityManager();
    }

    /**
     * Sees that a session of this length fits into the table.
     *
     * @throws StoreException if it does not, with the limit and the cure
     */
    void checkRoom(int length) {
        started().table().checkRoom(length);
    }

    private Started started() {
        Started present = started;
        return present == null ? start() : present;
    }

    private Started start() {
        Failure before = failure;
        enter();
        try {
            Started present = started;
            if (present != null) {
                return present;
            }
            Failure since = failure;
            if (since != null && since != before) {
                throw new PersistenceException(since.cause);
            }
            Started now = attempt();
            started = now;
            return now;
        } catch (RuntimeException e) {
            failure = new Failure(e);
            throw e;
        } finally {
            starting.unlock();
        }
    }

    private void enter() {
        try {
            if (!starting.tryLock(context.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PersistenceException(
                        new SQLTransientConnectionException("The first connection is still being made.", "08000"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PersistenceException(
                    new SQLTransientConnectionException("Interrupted while waiting for a connection.", "08000", e));
        }
    }

    private Started attempt() {
        if (closed) {
            throw new PersistenceException("the store is closed");
        }
        DataSource source = database.source();
        boolean create = !"false"
                .equalsIgnoreCase(context.setting("session.sql.create-table").orElse("true"));
        try {
            Table table = Table.in(source, TableName.of(context), create);
            return new Started(OwnUnit.start(source, table), table);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    @Override
    public void close() {
        starting.lock();
        try {
            closed = true;
            Started present = started;
            if (present != null) {
                present.factory().close();
            }
            database.close();
        } finally {
            starting.unlock();
        }
    }
}
