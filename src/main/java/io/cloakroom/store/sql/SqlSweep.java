package io.cloakroom.store.sql;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The statements of a sweep, and how many rows they take at a time. Rows are deleted in the order of their keys, so that nodes that sweep at once lock the
 * same rows in the same order, mostly. Immutable.
 *
 * @param end what expires later stays
 */
record SqlSweep(Timestamp end) {
    private static final int BATCH = 100;

    private static final String EXPIRED =
            "SELECT r.sessionId FROM SessionRecord r WHERE r.expiry <= :now ORDER BY r.expiry, r.sessionId";
    private static final String DELETE = "DELETE FROM SessionRecord r WHERE r.sessionId IN :keys AND r.expiry <= :now";
    private static final String EXPIRED_ROWS =
            "SELECT r.sessionId, r.data FROM SessionRecord r WHERE r.expiry <= :now ORDER BY r.expiry, r.sessionId";
    private static final String DELETE_ONE =
            "DELETE FROM SessionRecord r WHERE r.sessionId = :key AND r.expiry <= :now";

    /** What came of a batch. */
    record Batch(int found, int removed) {}

    /**
     * Sweeps until nothing is left.
     *
     * @param limit how many rows to delete at most
     * @param sweep of so many rows at most
     */
    static int inBatches(int limit, IntFunction<Batch> sweep) {
        int swept = 0;
        Batch batch;
        do {
            batch = sweep.apply(Math.min(BATCH, limit - swept));
            swept += batch.removed;
            // Another node may have taken some of them. If it took all, it is at work here, and we need not be.
        } while (batch.found == BATCH && batch.removed > 0 && swept < limit);
        return swept;
    }

    List<String> expired(EntityManager entities, int most) {
        return found(entities, EXPIRED, most).stream()
                .map(String.class::cast)
                .sorted()
                .toList();
    }

    int delete(EntityManager entities, List<String> keys) {
        return entities.createQuery(DELETE)
                .setParameter("keys", keys)
                .setParameter("now", end)
                .executeUpdate();
    }

    Map<String, byte[]> expiredRows(EntityManager entities, int most) {
        Map<String, byte[]> rows = new TreeMap<>();
        for (Object one : found(entities, EXPIRED_ROWS, most)) {
            Object[] row = (Object[]) one;
            rows.put((String) row[0], row[1] instanceof byte[] data ? data : new byte[0]);
        }
        return rows;
    }

    /** Deletes them one by one, because only the count of its statement tells which node deleted a row; gives what was in those that this one did. */
    List<byte[]> deleteEach(EntityManager entities, Map<String, byte[]> rows) {
        Query delete = entities.createQuery(DELETE_ONE).setParameter("now", end);
        return rows.entrySet().stream()
                .filter(row -> delete.setParameter("key", row.getKey()).executeUpdate() == 1)
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<?> found(EntityManager entities, String statement, int most) {
        return entities.createQuery(statement)
                .setParameter("now", end)
                .setMaxResults(most)
                .getResultList();
    }
}
