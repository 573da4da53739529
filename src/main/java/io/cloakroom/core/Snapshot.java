package io.cloakroom.core;

import java.time.Instant;
import java.util.Map;

/**
 * The content of a record: the attributes, each still encoded, and what Cloakroom keeps beside them. Not changed once it is made.
 *
 * @param attributes in the record's order, {@code _flashes} included, {@code _permanent} and {@code _cloakroom} not
 * @param permanent whether the cookie outlives the browser
 * @param own Cloakroom's own data
 */
record Snapshot(Map<String, byte[]> attributes, boolean permanent, OwnData own) {

    Snapshot renewedAt(Instant now) {
        return new Snapshot(attributes, permanent, own.renewedAt(now));
    }

    Snapshot accessedAt(Instant now) {
        return new Snapshot(attributes, permanent, own.accessedAt(now));
    }

    /** Whether there is nothing to keep. */
    boolean isEmpty() {
        return attributes.isEmpty();
    }
}
