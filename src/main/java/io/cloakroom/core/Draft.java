package io.cloakroom.core;

import java.util.Optional;

/**
 * A session as a request wants it to be. Not changed once it is made.
 *
 * @param opened as it was, or, after {@code invalidate}, the new and empty one that took its place
 * @param ended where the session was kept that was ended in this request
 * @param changes what the request did
 * @param id the id it should have: another than that of {@code opened} if it is to be regenerated
 */
record Draft(Opened opened, Optional<Origin> ended, Changes changes, String id) {

    /** Whether a session that the client has already gets another id. */
    boolean isRenewed() {
        return opened.origin().isPresent() && !id.equals(opened.id());
    }

    Draft withId(String newId) {
        return new Draft(opened, ended, changes, newId);
    }

    Draft withoutChanges() {
        return new Draft(opened, ended, Changes.NONE, opened.id());
    }

    @Override
    public String toString() {
        return "Draft[" + opened + "]";
    }
}
