package io.cloakroom.core;

import java.util.Optional;

/** A point in a request to which its session can be taken back, see {@link LiveSession#rollBack}. Never changed. */
public final class Savepoint {
    private final Optional<SessionState> state;
    private final int commits;

    /**
     * A point.
     *
     * @param state a copy of the session; empty: it was not opened yet
     * @param commits how often the session had been committed
     */
    Savepoint(Optional<SessionState> state, int commits) {
        this.state = state;
        this.commits = commits;
    }

    /** The session as it was; empty: it was not opened, or has been committed since, and to go back that far is too late. */
    Optional<SessionState> state(int commitsNow) {
        return state.filter(it -> commits == commitsNow).map(SessionState::copy);
    }
}
