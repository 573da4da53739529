package io.cloakroom.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script that Redis runs as one step, and the hash that Redis remembers it by. Immutable. */
final class Script {

    /** The value of a key and the milliseconds it has to live, in one round trip; -1 milliseconds: for ever. */
    static final Script FIND = new Script("""
            local current = redis.call('GET', KEYS[1])
            if not current then return false end
            return {current, redis.call('PTTL', KEYS[1])}
            """);

    /**
     * Compare and set: the expected hash, another one that is accepted as well, the new value, its milliseconds to live (0: it is
     * gone at once). Answers 1, or 0 if nothing was written.
     */
    static final Script UPDATE = new Script("""
            local current = redis.call('GET', KEYS[1])
            if not current then return 0 end
            local hash = redis.sha1hex(current)
            if hash ~= ARGV[1] and hash ~= ARGV[2] then return 0 end
            if ARGV[4] == '0' then
              redis.call('DEL', KEYS[1])
            else
              redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
            end
            return 1
            """);

    private final byte[] text;
    private final byte[] hash;

    private Script(String text) {
        this.text = ascii(text);
        this.hash = ascii(sha1Hex(this.text));
    }

    byte[] text() {
        return text.clone();
    }

    byte[] hash() {
        return hash.clone();
    }

    /** What {@code redis.sha1hex} says of the bytes. */
    static String sha1Hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
