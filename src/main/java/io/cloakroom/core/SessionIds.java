package io.cloakroom.core;

import io.cloakroom.config.SessionConfig.Ids;
import io.cloakroom.signing.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes session ids, and lets none from a client near a backend that has not the exact form of ours: base64url without padding (RFC 4648, section 5),
 * as Python's {@code secrets.token_urlsafe}. Thread-safe.
 */
final class SessionIds {
    private static final int FINGERPRINT_DIGITS = 8;

    private final Ids ids;
    private final SecureRandom random;
    private final Optional<Signer> signer;
    private final Pattern form;

    /**
     * Makes ids as configured.
     *
     * @param signer signs the id in the cookie; empty: ids travel unsigned
     */
    SessionIds(Ids ids, SecureRandom random, Optional<Signer> signer) {
        this.ids = ids;
        this.random = random;
        this.signer = signer;
        this.form = Pattern.compile("[A-Za-z0-9_-]{" + (ids.length() * 4 + 2) / 3 + "}");
    }

    String next() {
        byte[] bytes = new byte[ids.length()];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id that follows from a text: who does not know the one does not know the other. */
    String from(String secret) {
        StringBuilder hex = new StringBuilder();
        while (hex.length() < ids.length() * 2) {
            hex.append(hash(hex.length() + secret));
        }
        byte[] bytes = HexFormat.of().parseHex(hex, 0, ids.length() * 2);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id that a cookie carries; empty: it is none of ours. */
    Optional<String> fromCookie(String value) {
        Optional<String> id = signer.isPresent() ? signer.get().unsign(value) : Optional.of(value);
        return id.filter(text -> form.matcher(text).matches());
    }

    String toCookie(String id) {
        return signer.map(s -> s.sign(id)).orElse(id);
    }

    /** The key of a session's record: unless records are shared with Flask, whoever reads the store learns no id. */
    String key(String id) {
        return ids.keyPrefix() + (ids.hash() ? hash(id) : id);
    }

    /** The key here of the session that has this one there; empty: hashed there and not here, it does not tell. */
    Optional<String> keyOf(String key, SessionIds there) {
        String name = key.substring(there.ids.keyPrefix().length());
        if (ids.hash() == there.ids.hash()) {
            return Optional.of(ids.keyPrefix() + name);
        }
        return ids.hash() ? Optional.of(key(name)) : Optional.empty();
    }

    /** What a log may say of an id. */
    static String fingerprint(String idOrKey) {
        return hash(idOrKey).substring(0, FINGERPRINT_DIGITS);
    }

    /** The {@link #fingerprint} of the id whose record has this key. */
    String fingerprintOfKey(String key) {
        String name = key.substring(ids.keyPrefix().length());
        return ids.hash() ? name.substring(0, FINGERPRINT_DIGITS) : fingerprint(name);
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
