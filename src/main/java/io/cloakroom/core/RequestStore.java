package io.cloakroom.core;

import io.cloakroom.spi.SessionStore;
import java.time.Instant;
import java.util.Optional;

/** The store as one request sees it: each call is counted, and while sessions move, the old store stands behind the new one. */
interface RequestStore extends SessionStore {

    /** The key that the record under this one has in the old store, if sessions move. */
    default Optional<String> formerKey(String key) {
        return Optional.empty();
    }

    /** Whether the session that was found there has yet to move: an update takes it along, and its client gets its cookie anew. */
    default boolean isElsewhere(Origin origin) {
        return false;
    }

    /** Moves the expiry of a record, wherever that is. */
    default void touch(Origin origin, Instant expiresAt) {
        touch(origin.key(), expiresAt);
    }

    /** A session has ended: its record was emptied just now, for a short time. */
    default void ended(String key) {
        delete(key);
    }

    /** A session has another key: its record under this one was replaced just now by one that says so, for a short time. */
    default void renewed(String key) {}
}
