package io.cloakroom.core;

import java.time.Instant;
import java.util.Optional;

/**
 * A session as it stands in its backend. Not changed once it is made.
 *
 * @param id its id; for a new session the one it will have
 * @param origin where it is kept; empty: it is new and kept nowhere yet
 * @param snapshot its content
 * @param bytes the size of its record; 0 for a new one
 */
record Opened(String id, Optional<Origin> origin, Snapshot snapshot, int bytes) {

    /** Told better than by the record when it was used last. */
    Opened accessedAt(Instant last) {
        return new Opened(id, origin, snapshot.accessedAt(last), bytes);
    }

    @Override
    public String toString() {
        return "Opened[" + origin + ", " + bytes + " bytes]";
    }
}
