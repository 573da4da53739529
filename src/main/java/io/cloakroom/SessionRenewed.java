package io.cloakroom;

import java.util.Objects;

/**
 * A CDI event: a session has a new id, be it that the application asked for it, that another user is logged in, or that {@code
 * session.renewal-interval} has passed. Immutable.
 *
 * @param formerIdHash the first 8 hex digits of the SHA-256 of the old id, as in {@link SessionCost}
 * @param idHash the same of the new id
 */
public record SessionRenewed(String formerIdHash, String idHash) {

    /** Refuses {@code null}. */
    public SessionRenewed {
        Objects.requireNonNull(formerIdHash, "formerIdHash");
        Objects.requireNonNull(idHash, "idHash");
    }
}
