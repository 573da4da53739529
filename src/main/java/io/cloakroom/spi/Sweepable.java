package io.cloakroom.spi;

import java.time.Instant;
import java.util.function.Consumer;

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

    /**
     * The same, and hands over what was in each record that it removed because it had expired, so that listeners of the application hear of the session's
     * end. A record is told of once: of several nodes that sweep at once, by the one that removed it.
     *
     * <p>A store that leaves it at this default removes them and tells nothing.
     *
     * @param removed takes the data of a record, after it was removed and while no lock is held; it may take its time, and throws nothing
     */
    default int sweep(Instant now, int limit, Consumer<byte[]> removed) {
        return sweep(now, limit);
    }
}
