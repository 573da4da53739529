package io.cloakroom.signing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash function beneath a signature; ItsDangerous and Flask use SHA-1 unless told otherwise, which is sound inside an HMAC. Thread-safe. */
public enum Digest {
    SHA1("SHA-1", "HmacSHA1"),
    SHA256("SHA-256", "HmacSHA256"),
    SHA512("SHA-512", "HmacSHA512");

    private final String hash;
    private final String hmac;

    Digest(String hash, String hmac) {
        this.hash = hash;
        this.hmac = hmac;
    }

    byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + hash + "; every standard one has.", e);
        }
    }

    byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(key, hmac));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + hmac + "; every standard one has.", e);
        }
    }
}
