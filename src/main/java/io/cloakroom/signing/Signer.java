package io.cloakroom.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Signs a text so that a change is noticed: {@code text.signature}, as ItsDangerous 2.2.0 does ({@code signer.py}).
 *
 * <p>Keys are rotated by adding one at the end of the list: the last key signs, every key verifies. Immutable and thread-safe.
 */
public final class Signer {
    static final char SEPARATOR = '.';

    private final Digest digest;
    /** Derived once; newest first, the order in which they are tried. */
    private final byte[][] keys;

    /**
     * A signer for one purpose.
     *
     * @param secrets the secret keys, oldest first, none of them empty
     * @param salt names the purpose; not a secret
     * @throws IllegalArgumentException if there is no key, or an empty one
     */
    public Signer(List<byte[]> secrets, String salt, KeyDerivation derivation, Digest digest) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length == 0)) {
            throw new IllegalArgumentException(
                    "Signing needs at least one secret key, and none of them may be empty: set secret-key to random bytes.");
        }
        this.digest = digest;
        this.keys = new byte[secrets.size()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = derivation.derive(secrets.get(keys.length - 1 - i), salt.getBytes(UTF_8), digest);
        }
    }

    /** The signer of Flask-Session's ids ({@code SESSION_USE_SIGNER}). */
    public static Signer ofSessionIds(List<byte[]> secrets) {
        return new Signer(secrets, "flask-session", KeyDerivation.HMAC, Digest.SHA1);
    }

    /** The text with the newest key's signature behind it. */
    public String sign(String text) {
        return text + SEPARATOR + Base64Url.encode(digest.hmac(keys[0], text.getBytes(UTF_8)));
    }

    /** The text that one of the keys signed, or nothing. */
    public Optional<String> unsign(String signed) {
        int end = signed.lastIndexOf(SEPARATOR);
        if (end < 0) {
            return Optional.empty();
        }
        // From bytes and back: a text that UTF-8 cannot carry must not pass for the one that was signed.
        byte[] text = signed.substring(0, end).getBytes(UTF_8);
        return Base64Url.decode(signed.substring(end + 1).getBytes(UTF_8))
                .filter(signature -> isGenuine(text, signature))
                .map(signature -> new String(text, UTF_8));
    }

    /** How many keys there are, none of them. */
    @Override
    public String toString() {
        return "Signer[" + keys.length + " keys]";
    }

    private boolean isGenuine(byte[] text, byte[] signature) {
        return Arrays.stream(keys).anyMatch(key -> MessageDigest.isEqual(digest.hmac(key, text), signature));
    }
}
