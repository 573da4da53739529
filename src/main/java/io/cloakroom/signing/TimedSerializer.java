package io.cloakroom.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bytes as a signed, dated text that fits a cookie: ItsDangerous's {@code URLSafeTimedSerializer} (2.2.0, {@code url_safe.py}), which is
 * Flask's session cookie. Base64, and a leading dot if zlib made it shorter. Immutable and thread-safe.
 *
 * <p>The signature is checked before anything is decoded. The bytes are JSON to ItsDangerous; here any, their meaning is up to a codec.
 */
public final class TimedSerializer {
    private static final char COMPRESSED = '.';

    private final TimestampSigner signer;
    private final int maxInflated;

    /**
     * Signs and verifies with this signer.
     *
     * @param maxInflated how many bytes a compressed token may have when inflated; a cookie of 4 kB could hold 3 MB
     */
    public TimedSerializer(TimestampSigner signer, int maxInflated) {
        this.signer = signer;
        this.maxInflated = maxInflated;
    }

    /** The serializer of Flask's session cookie ({@code SecureCookieSessionInterface}); keys oldest first. */
    public static TimedSerializer ofSessionCookies(List<byte[]> secrets, Clock clock, int maxInflated) {
        Signer signer = new Signer(secrets, "cookie-session", KeyDerivation.HMAC, Digest.SHA1);
        return new TimedSerializer(new TimestampSigner(signer, clock), maxInflated);
    }

    /** What a token carried, and when it was signed. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier; nobody compares two
    public record Payload(byte[] data, Instant signedAt) {}

    /** The bytes as a token. */
    public String dumps(byte[] json) {
        byte[] deflated = Zlib.deflate(json);
        boolean shorter = deflated.length < json.length - 1;
        return signer.sign(shorter ? COMPRESSED + Base64Url.encode(deflated) : Base64Url.encode(json));
    }

    /** What the token carries, or nothing if it is forged, damaged, older than {@code maxAge}, from the future, or too large. */
    public Optional<Payload> loads(String token, Duration maxAge) {
        return signer.unsign(token, maxAge)
                .flatMap(signed -> data(signed.value()).map(data -> new Payload(data, signed.signedAt())));
    }

    private Optional<byte[]> data(String text) {
        boolean compressed = !text.isEmpty() && text.charAt(0) == COMPRESSED;
        Optional<byte[]> data =
                Base64Url.decode(text.substring(compressed ? 1 : 0).getBytes(UTF_8));
        return compressed ? data.flatMap(deflated -> Zlib.inflate(deflated, maxInflated)) : data;
    }
}
