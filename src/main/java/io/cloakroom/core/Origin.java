package io.cloakroom.core;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a session was loaded from. Immutable.
 *
 * @param key of its record; {@code ""} for a session in a cookie
 * @param version of its record; {@code ""} for a session in a cookie
 * @param expiresAt when it expires as things stand; empty if the store does not tell
 * @param followed whether the client came with an id that was renewed a moment ago: its cookie must be left alone
 * @param slid whether the expiry was moved already in this request: the cookie has to follow
 * @param formerKey the key that its record has, or would have, in the old store, while sessions move
 */
record Origin(
        String key,
        String version,
        Optional<Instant> expiresAt,
        boolean followed,
        boolean slid,
        Optional<String> formerKey) {

    /** It was somewhere. */
    static final Origin GONE = new Origin("", "", Optional.empty(), false, false, Optional.empty());

    /** In a cookie. */
    static Origin inCookie(Instant expiresAt) {
        return new Origin("", "", Optional.of(expiresAt), false, false, Optional.empty());
    }

    Origin slidTo(Instant later) {
        return new Origin(key, version, Optional.of(later), followed, true, formerKey);
    }

    @Override
    public String toString() {
        return "Origin[expiresAt=" + expiresAt + "]";
    }
}
