package io.cloakroom;

import java.time.Instant;
import java.util.Optional;

/**
 * What the session costs this request so far, see {@link Session#cost()}. Immutable.
 *
 * @param backend the kind of backend, a value of {@code session.type}
 * @param idHash the first 8 hex digits of the SHA-256 of the session id, fit for logs; empty: no session was opened
 * @param recordBytes the size of the record as it was loaded or written last; 0: there is none
 * @param storeCalls how often the store was called; the commit at the end of the request may add to it
 * @param expiresAt when the session expires if nobody uses it; empty: it is kept nowhere yet
 */
public record SessionCost(
        String backend, Optional<String> idHash, int recordBytes, int storeCalls, Optional<Instant> expiresAt) {}
