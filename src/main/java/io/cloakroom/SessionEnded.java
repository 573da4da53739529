package io.cloakroom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A CDI event: a session ended. Fired once for each session, in the request that ends it, after the listeners of the Servlet API were told.
 *
 * <p>An expired session is noticed by the sweep of expired records, on one node, in a thread that handles no request; stores whose engine deletes
 * expired records by itself (Redis, Memcached, MongoDB) tell nobody, and neither does a cookie. Immutable, but for the values of the attributes.
 *
 * @param idHash the first 8 hex digits of the SHA-256 of the last session id, as in {@link SessionCost}; empty: the record does not tell, because
 *     Flask wrote it
 * @param reason why
 * @param attributes what was in it; a value that cannot be decoded here is {@code null}
 */
public record SessionEnded(Optional<String> idHash, Reason reason, Map<String, Object> attributes) {

    /** Why a session ends. */
    public enum Reason {
        /** The application ended it. */
        INVALIDATED,

        /** The application took its last attribute out. */
        EMPTIED,

        /** Nobody used it for the idle lifetime, or the absolute one has passed. */
        EXPIRED
    }

    /** Copies the map; refuses {@code null}. */
    public SessionEnded {
        Objects.requireNonNull(idHash, "idHash");
        Objects.requireNonNull(reason, "reason");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The number of attributes at most: values may be secrets. */
    @Override
    public String toString() {
        return "SessionEnded[" + idHash.orElse("?") + ", " + reason + ", " + attributes.size() + " attributes]";
    }
}
