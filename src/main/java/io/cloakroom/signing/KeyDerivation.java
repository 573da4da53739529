package io.cloakroom.signing;

import java.nio.charset.StandardCharsets;

/**
 * How a secret and a salt become the key of one purpose, so that a token signed for one is worthless for another.
 *
 * <p>The four ways of ItsDangerous ({@code signer.py}, {@code derive_key}); Flask uses {@link #HMAC}. Thread-safe.
 */
public enum KeyDerivation {
    /** The hash of salt and secret. */
    CONCAT {
        @Override
        byte[] derive(byte[] secret, byte[] salt, Digest digest) {
            return digest.hash(salt, secret);
        }
    },
    /** The hash of salt, the word "signer", and secret: ItsDangerous's default. */
    DJANGO_CONCAT {
        @Override
        byte[] derive(byte[] secret, byte[] salt, Digest digest) {
            return digest.hash(salt, "signer".getBytes(StandardCharsets.US_ASCII), secret);
        }
    },
    /** The HMAC of the salt under the secret. */
    HMAC {
        @Override
        byte[] derive(byte[] secret, byte[] salt, Digest digest) {
            return digest.hmac(secret, salt);
        }
    },
    /** The secret itself: the salt is ignored, so tokens can be moved between purposes. For reading what others signed. */
    NONE {
        @Override
        byte[] derive(byte[] secret, byte[] salt, Digest digest) {
            return secret.clone();
        }
    };

    abstract byte[] derive(byte[] secret, byte[] salt, Digest digest);
}
