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
 */
record Origin(String key, String version, Optional<Instant> expiresAt, boolean followed, boolean slid) {

    @Override
    public String toString() {
        return "Origin[expiresAt=" + expiresAt + "]";
    }
}
