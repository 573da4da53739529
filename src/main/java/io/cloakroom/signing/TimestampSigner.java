package io.cloakroom.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Signs a text together with the time: {@code text.time.signature}, as ItsDangerous 2.2.0 does ({@code timed.py}). The time is in whole
 * seconds since 1970, big-endian, in Base64. Immutable and thread-safe.
 */
public final class TimestampSigner {
    private final Signer signer;
    private final Clock clock;

    /** Signs with this signer, at the time of this clock. */
    public TimestampSigner(Signer signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /** A text and when it was signed, to the second. */
    public record Signed(String value, Instant signedAt) {}

    /** The text with the time and the signature behind it. */
    public String sign(String text) {
        byte[] seconds = withoutLeadingZero(
                BigInteger.valueOf(clock.instant().getEpochSecond()).toByteArray());
        return signer.sign(text + Signer.SEPARATOR + Base64Url.encode(seconds));
    }

    /**
     * The text, if it was signed with one of the keys not longer than {@code maxAge} ago and, as in ItsDangerous, not in the future either:
     * clocks of nodes that share a key must agree to the second.
     */
    public Optional<Signed> unsign(String signed, Duration maxAge) {
        return signer.unsign(signed).flatMap(TimestampSigner::parse).filter(it -> isCurrent(it.signedAt(), maxAge));
    }

    private static Optional<Signed> parse(String timed) {
        int end = timed.lastIndexOf(Signer.SEPARATOR);
        if (end < 0) {
            return Optional.empty();
        }
        return Base64Url.decode(timed.substring(end + 1).getBytes(UTF_8))
                .flatMap(TimestampSigner::time)
                .map(time -> new Signed(timed.substring(0, end), time));
    }

    private static Optional<Instant> time(byte[] seconds) {
        try {
            return Optional.of(Instant.ofEpochSecond(new BigInteger(1, seconds).longValueExact()));
        } catch (ArithmeticException | DateTimeException beyondTime) {
            return Optional.empty();
        }
    }

    private boolean isCurrent(Instant signedAt, Duration maxAge) {
        Duration age = Duration.ofSeconds(clock.instant().getEpochSecond() - signedAt.getEpochSecond());
        return !age.isNegative() && age.compareTo(maxAge) <= 0;
    }

    private static byte[] withoutLeadingZero(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }
}
