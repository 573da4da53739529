package io.cloakroom.signing;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 for URLs without padding; reads whatever ItsDangerous 2.2.0 reads ({@code encoding.py}): both alphabets, with or without
 * padding, stray characters skipped. {@link Base64} alone is stricter, and would refuse cookies that Flask accepts. Stateless, thread-safe.
 */
final class Base64Url {
    private static final int SKIP = -1;

    private Base64Url() {}

    static String encode(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    /** The bytes, or nothing if the digits do not fill whole bytes once padding was added for the length of the text, stray characters included. */
    static Optional<byte[]> decode(byte[] text) {
        int missing = Math.floorMod(-text.length, 4);
        ByteArrayOutputStream data = new ByteArrayOutputStream(text.length);
        int digits = 0;
        int bits = 0;
        int padding = 0;
        for (int i = 0; i < text.length + missing; i++) {
            byte c = i < text.length ? text[i] : (byte) '=';
            if (c == '=') {
                if (digits % 4 >= 2 && digits % 4 + ++padding >= 4) {
                    return Optional.of(data.toByteArray());
                }
                continue;
            }
            int digit = digit(c);
            if (digit == SKIP) {
                continue;
            }
            padding = 0;
            bits = (bits << 6) | digit;
            int place = digits++ % 4;
            if (place > 0) {
                data.write(bits >> (6 - 2 * place));
            }
        }
        return digits % 4 == 0 ? Optional.of(data.toByteArray()) : Optional.empty();
    }

    private static int digit(byte c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> SKIP;
        };
    }
}
