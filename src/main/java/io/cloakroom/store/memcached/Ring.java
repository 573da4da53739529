package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which server has which key, by consistent hashing: one server more or less moves its own share of the keys only. Immutable.
 *
 * <p>The points are those of the driver's own consistent hashing ({@code Locator.CONSISTENT} with {@code KETAMA_HASH}): 160 for each
 * server, from the SHA-384 of its name and a number. It is not left to the driver, which hashes the address that a name resolved to: two
 * nodes that see another address would look for one session on two servers.
 */
final class Ring<T> {
    private static final int DIGESTS = 40;
    private static final int POINTS_OF_A_DIGEST = 4;

    private final TreeMap<Long, T> points = new TreeMap<>();

    /** With these servers by their names; at least one. */
    Ring(Map<String, T> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("A ring needs a server.");
        }
        servers.forEach((name, server) -> {
            for (int i = 0; i < DIGESTS; i++) {
                byte[] digest = hash(name + "-" + i);
                for (int point = 0; point < POINTS_OF_A_DIGEST; point++) {
                    points.put(point(digest, point), server);
                }
            }
        });
    }

    /** The server that has this key. */
    T of(String key) {
        Map.Entry<Long, T> next = points.ceilingEntry(point(hash(key), 0));
        return (next == null ? points.firstEntry() : next).getValue();
    }

    /** All servers, each once. */
    Set<T> all() {
        return new LinkedHashSet<>(points.values());
    }

    private static long point(byte[] digest, int number) {
        long point = 0;
        for (int i = 3; i >= 0; i--) {
            point = (point << 8) | (digest[4 * number + i] & 0xff);
        }
        return point;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-384").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-384.", e);
        }
    }
}
