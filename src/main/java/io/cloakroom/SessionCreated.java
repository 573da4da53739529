package io.cloakroom;

import java.util.Objects;

/**
 * A CDI event: a session began. Fired to {@code @Observes SessionCreated} in the request that begins it, before listeners of the Servlet API are told,
 * and at its commit at the latest: also for a session that is used through {@code @Inject Session} only. Immutable.
 *
 * @param idHash the first 8 hex digits of the SHA-256 of the session id, as in {@link SessionCost}: fit for logs, and worthless to a thief
 */
public record SessionCreated(String idHash) {

    /** Refuses {@code null}. */
    public SessionCreated {
        Objects.requireNonNull(idHash, "idHash");
    }
}
