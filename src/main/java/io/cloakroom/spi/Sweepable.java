package io.cloakroom.spi;

import java.time.Instant;

/** A store whose engine does not remove expired records by itself. Several nodes may sweep at once. */
public interface Sweepable {

    /**
     * Removes expired records, those of other nodes too, and what a killed writer left behind.
     *
     * @param now records that expire later stay
     * @param limit how many to remove at most, 1 or more
     * @return how many were removed; fewer than the limit: there are no more
     * @throws StoreException if the backend cannot be reached
     */
    int sweep(Instant now, int limit);
}
