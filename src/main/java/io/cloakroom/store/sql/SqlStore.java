package io.cloakroom.store.sql;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.Sweepable;
import io.cloakroom.store.sql.SqlFailure.Kind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records as rows, each call one statement in a transaction of its own. Thread-safe.
 *
 * <p><b>Compare and set.</b> The version counts, from a random number on, and an update names the one that it expects. The queries are in
 * bulk form, because to load an entity first would be a statement more.
 *
 * <p><b>Broken connections.</b> A call whose connection broke is tried once more. The first try may have been executed and only its
 * answer lost; so the second takes a row that is already what it was to become for its own work.
 */
final class SqlStore implements SessionStore, Sweepable {
    private static final String FIND =
            "SELECT r.data, COALESCE(r.version, 0), r.expiry FROM SessionRecord r WHERE r.sessionId = :key AND r.expiry IS NOT NULL";
    private static final String UPDATE =
            "UPDATE SessionRecord r SET r.data = :data, r.expiry = :expiry, r.version = :next"
                    + " WHERE r.sessionId = :key AND COALESCE(r.version, 0) = :version AND r.expiry > :now";
    private static final String REPLACE =
            "UPDATE SessionRecord r SET r.data = :data, r.expiry = :expiry, r.version = :next"
                    + " WHERE r.sessionId = :key AND (r.expiry IS NULL OR r.expiry <= :now)";
    private static final String TOUCH =
            "UPDATE SessionRecord r SET r.expiry = :expiry" + " WHERE r.sessionId = :key AND r.expiry > :now";

    private static final String DELETE = "DELETE FROM SessionRecord r WHERE r.sessionId = :key";
    private final LazyUnit unit;
    private final Clock clock;
    private final StoreContext context;

    private SqlStore(LazyUnit unit, StoreContext context) {
        this.unit = unit;
        this.clock = context.clock();
        this.context = context;
    }

    /**
     * Opens the store. Does not connect.
     *
     * @throws io.cloakroom.SessionConfigException if {@code session.sql} cannot be right
     */
    static SessionStore open(StoreContext context) {
        return new SqlStore(new LazyUnit(Database.of(context), context), context);
    }

    @Override
    public Optional<Stored> find(String key) {
        return call(again -> row(key)).filter(row -> !hasExpired(row));
    }

    @Override
    public Optional<Stored> find(String key, Consumer<byte[]> removed) {
        Optional<Stored> row = call(again -> row(key));
        if (row.isEmpty() || !hasExpired(row.get())) {
            return row;
        }
        SqlSweep sweep = new SqlSweep(now());
        List<byte[]> late = call(again -> write(
                entities -> sweep.deleteEach(entities, Map.of(key, row.get().data()))));
        late.forEach(removed);
        return Optional.empty();
    }

    private boolean hasExpired(Stored row) {
        return row.expiresAt().filter(end -> end.isAfter(now().toInstant())).isEmpty();
    }

    private Optional<Stored> row(String key) {
        return read(entities -> {
            List<?> rows = entities.createQuery(FIND).setParameter("key", key).getResultList();
            return rows.isEmpty() ? Optional.empty() : Optional.of(stored((Object[]) rows.get(0)));
        });
    }

    private static Stored stored(Object[] row) {
        byte[] data = row[0] instanceof byte[] bytes ? bytes : new byte[0];
        String version = String.valueOf(((Number) row[1]).longValue());
        return new Stored(data, version, Optional.of(((Timestamp) row[2]).toInstant()));
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        Timestamp expiry = SessionRecord.column(expiresAt);
        long version = ThreadLocalRandom.current().nextLong(1L << 32);
        boolean created = call(again -> insert(new SessionRecord(key, data.clone(), expiry, version))
                || replaceExpired(key, data, expiry, version)
                // What was in the way may have been swept in between.
                || insert(new SessionRecord(key, data.clone(), expiry, version))
                || (again && isOurs(key, data, version)));
        return created ? Optional.of(String.valueOf(version)) : Optional.empty();
    }

    /** False: there is such a row. */
    private boolean insert(SessionRecord row) {
        try {
            unit.checkRoom(row.length());
            return write(entities -> {
                entities.persist(row);
                entities.flush();
                return true;
            });
        } catch (RuntimeException e) {
            if (SqlFailure.of(e).kind() == Kind.DUPLICATE) {
                return false;
            }
            throw e;
        }
    }

    private boolean replaceExpired(String key, byte[] data, Timestamp expiry, long version) {
        return 1
                == put(
                        REPLACE,
                        data,
                        query -> query.setParameter("key", key)
                                .setParameter("expiry", expiry)
                                .setParameter("next", version)
                                .setParameter("now", now()));
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        long expected = Long.parseLong(version);
        boolean updated = call(again -> 1
                        == put(
                                UPDATE,
                                data,
                                query -> query.setParameter("key", key)
                                        .setParameter("version", expected)
                                        .setParameter("expiry", SessionRecord.column(expiresAt))
                                        .setParameter("next", expected + 1)
                                        .setParameter("now", now()))
                || (again && isOurs(key, data, expected + 1)));
        return updated ? Optional.of(String.valueOf(expected + 1)) : Optional.empty();
    }

    /** Whether the attempt whose answer was lost got through: no two commits write the same bytes. */
    private boolean isOurs(String key, byte[] data, long version) {
        return row(key).filter(stored ->
                        stored.version().equals(String.valueOf(version)) && Arrays.equals(stored.data(), data))
                .isPresent();
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        call(again -> execute(
                TOUCH,
                query -> query.setParameter("key", key)
                        .setParameter("expiry", SessionRecord.column(expiresAt))
                        .setParameter("now", now())));
    }

    @Override
    public void delete(String key) {
        call(again -> execute(DELETE, query -> query.setParameter("key", key)));
    }

    @Override
    public int sweep(Instant now, int limit) {
        SqlSweep sweep = new SqlSweep(SessionRecord.column(now));
        return SqlSweep.inBatches(limit, most -> {
            List<String> keys = call(again -> read(entities -> sweep.expired(entities, most)));
            int removed = keys.isEmpty() ? 0 : call(again -> write(entities -> sweep.delete(entities, keys)));
            return new SqlSweep.Batch(keys.size(), removed);
        });
    }

    @Override
    public int sweep(Instant now, int limit, Consumer<byte[]> removed) {
        SqlSweep sweep = new SqlSweep(SessionRecord.column(now));
        return SqlSweep.inBatches(limit, most -> {
            Map<String, byte[]> rows = call(again -> read(entities -> sweep.expiredRows(entities, most)));
            List<byte[]> gone =
                    rows.isEmpty() ? List.of() : call(again -> write(entities -> sweep.deleteEach(entities, rows)));
            gone.forEach(removed);
            return new SqlSweep.Batch(rows.size(), gone.size());
        });
    }

    @Override
    public void close() {
        unit.close();
    }

    private Timestamp now() {
        return SessionRecord.column(clock.instant());
    }

    private int put(String statement, byte[] data, Function<Query, Query> parameters) {
        unit.checkRoom(data.length);
        return execute(statement, query -> parameters.apply(query.setParameter("data", data)));
    }

    private int execute(String statement, Function<Query, Query> parameters) {
        return write(
                entities -> parameters.apply(entities.createQuery(statement)).executeUpdate());
    }

    /** Without a transaction: the database reads what was committed. */
    private <T> T read(Function<EntityManager, T> work) {
        try (EntityManager entities = unit.entities()) {
            return work.apply(entities);
        }
    }

    private <T> T write(Function<EntityManager, T> work) {
        try (EntityManager entities = unit.entities()) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entities);
                transaction.commit();
                return result;
            } catch (RuntimeException failure) {
                rollBack(transaction, failure);
                throw failure;
            }
        }
    }

    /** On a broken connection this fails as well, which is not what went wrong. */
    private static void rollBack(EntityTransaction transaction, RuntimeException failure) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** A call, told whether an attempt before it may have been executed. */
    @FunctionalInterface
    private interface Call<T extends @Nullable Object> {
        T run(boolean again);
    }

    private <T> T call(Call<T> call) {
        return context.outsideTransaction(() -> {
            long start = System.nanoTime();
            try {
                return call.run(false);
            } catch (SessionConfigException | StoreException told) {
                throw told;
            } catch (RuntimeException first) { // Of JPA, or of EclipseLink, which has others too.
                SqlFailure failure = SqlFailure.of(first);
                boolean late = System.nanoTime() - start > timeout().toNanos() / 4 * 3;
                if (late || !failure.mayPass()) {
                    throw told(failure);
                }
                return again(call);
            }
        });
    }

    private <T> T again(Call<T> call) {
        try {
            return call.run(true);
        } catch (RuntimeException e) {
            throw told(SqlFailure.of(e));
        }
    }

    private Duration timeout() {
        return context.timeout();
    }

    private StoreException told(SqlFailure failure) {
        return failure.told(unit.database().toString(), timeout());
    }
}
