package io.cloakroom.core;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records of sessions that moved or ended, in the old store, which could not be deleted there. A request does not fail for that; it is tried again until it
 * works. Thread-safe.
 */
final class Leftovers {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    /** After that many, those that follow are left to expire. */
    private static final int MOST = 100_000;

    private final SessionStore store;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    Leftovers(SessionStore store) {
        this.store = store;
    }

    /**
     * Deletes a record, now or later.
     *
     * @param counted the store as the request sees it
     */
    void delete(SessionStore counted, String key) {
        try {
            counted.delete(key);
            keys.remove(key);
        } catch (StoreException e) {
            if (keys.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "Sessions that moved or ended could not be deleted in the store that session.migrate-from names; it is tried again"
                                + " until it works. " + e.getMessage());
            }
            if (keys.size() < MOST) {
                keys.add(key);
            }
        }
    }

    /** Tries again, until the store refuses. */
    void deleteAgain() {
        try {
            for (String key : List.copyOf(keys)) {
                store.delete(key);
                keys.remove(key);
            }
        } catch (StoreException e) {
            LOG.log(Level.DEBUG, "The old store still deletes nothing; the next attempt follows. " + e.getMessage());
        }
    }
}
