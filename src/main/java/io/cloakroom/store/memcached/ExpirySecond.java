package io.cloakroom.store.memcached;

import java.time.Duration;
import java.time.Instant;

/**
 * When a record expires, in the way that Memcached's protocol tells it. Stateless.
 *
 * <p>Up to 30 days it is the number of seconds to live, beyond that the second since 1970; 0 would mean for ever. Memcached counts the
 * ticks of a clock that ticks once a second, so that n seconds are between n - 1 and n: one more than the whole seconds left keeps
 * the end to within a second, and never later.
 */
final class ExpirySecond {
    /** What Memcached can hold: 32 bits without a sign, until 2106. */
    static final long LATEST = 0xffff_ffffL;

    private static final long LONGEST_RELATIVE = Duration.ofDays(30).toSeconds();

    /** A second of 1970: the record is written, or touched, and gone at once. */
    private static final long GONE = LONGEST_RELATIVE + 1;

    private ExpirySecond() {}

    /**
     * The number to send, of which the last 32 bits count.
     *
     * @param latest the last second that client and server can express
     */
    static int of(Instant expiresAt, Instant now, long latest) {
        Duration left = Duration.between(now, expiresAt);
        if (left.isNegative() || left.isZero()) {
            return (int) GONE;
        }
        long seconds = left.toSeconds() + 1;
        long second = expiresAt.getEpochSecond() + (expiresAt.getNano() > 0 ? 1 : 0);
        return (int) (seconds <= LONGEST_RELATIVE ? seconds : Math.min(second, latest));
    }
}
