package io.cloakroom.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps records: bytes under a key until they expire. The seam to every backend.
 *
 * <p>Absence is a value, a conflict is a value; only an outage is an exception, {@link StoreException}, and it comes within the
 * time-out that the {@link StoreContext} names. Every method is atomic, also against other nodes on the same backend. Thread-safe.
 *
 * <p>A key is the setting {@code session.key-prefix} and a session id or the hash of one: ASCII, without spaces and control
 * characters unless the prefix has them. An {@code expiresAt} that is not in the future means that the record is gone at once.
 * An expired record does not exist, for no method, even if the engine still holds it. Merging is not a store's business.
 */
public interface SessionStore extends AutoCloseable {

    /**
     * A record as it was found.
     *
     * @param data the bytes as they were written; the store keeps no reference to the array
     * @param version what {@link SessionStore#update} expects; opaque
     * @param expiresAt when it expires, to the second at least; empty if the engine does not tell, in which case an idle session is kept alive by
     *     an update in place of a touch
     */
    @SuppressWarnings("ArrayRecordComponent") // Two calls a request: the bytes are handed over, not compared.
    record Stored(byte[] data, String version, Optional<Instant> expiresAt) {}

    /** The record under the key. Empty: there is none, or it has expired. */
    Optional<Stored> find(String key);

    /**
     * The same, and of a record that has expired and that the engine still holds: removes it and hands over what was in it, so that listeners of the
     * application hear of the session's end at once, when its client comes back too late. What is handed over here is not handed over by a sweep, nor
     * to another node.
     *
     * <p>A store that leaves it at this default leaves such a record to the sweep, see {@link Sweepable}.
     *
     * @param removed takes the data of a record, after it was removed and while no lock is held; it throws nothing
     */
    default Optional<Stored> find(String key, Consumer<byte[]> removed) {
        return find(key);
    }

    /**
     * Writes a new record.
     *
     * @return its version; empty: the key has a record already, which stays as it is
     */
    Optional<String> create(String key, byte[] data, Instant expiresAt);

    /**
     * Replaces the record if it still has the version.
     *
     * @return the new version; empty: it was changed or is gone, and nothing was written
     */
    Optional<String> update(String key, String version, byte[] data, Instant expiresAt);

    /** Moves the expiry of the record, to earlier or later; leaves data and version alone. Never creates; quiet if there is none. */
    void touch(String key, Instant expiresAt);

    /** Deletes the record. Quiet if there is none. */
    void delete(String key);

    /** Gives back what the store holds; not called twice. A client that the application lent stays open. */
    @Override
    void close();
}
