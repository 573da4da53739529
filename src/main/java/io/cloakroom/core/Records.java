package io.cloakroom.core;

import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records in Flask-Session's layout: the map of the attributes, {@code _permanent} first, as there, and Cloakroom's own data last.
 * Thread-safe.
 */
final class Records {
    static final String OWN = "_cloakroom";
    static final String PERMANENT = "_permanent";
    static final String FLASHES = "_flashes";

    private final SessionCodec codec;

    Records(SessionCodec codec) {
        this.codec = codec;
    }

    SessionCodec codec() {
        return codec;
    }

    /**
     * The content of a record.
     *
     * @param now stands in for the times that a record of Flask's lacks
     * @throws CodecException if it is damaged
     */
    Snapshot read(byte[] data, Instant now) {
        Map<String, byte[]> attributes = codec.split(data);
        OwnData own = OwnData.fromMap(ownMap(attributes.remove(OWN)), now);
        byte[] permanent = attributes.remove(PERMANENT);
        return new Snapshot(attributes, permanent != null && Boolean.TRUE.equals(codec.decode(permanent)), own);
    }

    byte[] write(Snapshot snapshot) {
        return write(snapshot, snapshot.own().toMap());
    }

    /**
     * A record like no other: two requests that count from 1 to 2 in the same millisecond do not write the same bytes, so that a store whose
     * versions are hashes, or that looks whether an attempt got through, never takes one for the other.
     *
     * @param mark tells this commit from others
     * @param idHash the fingerprint of the session's id, which is all that can be told of it when it has expired: the key is a hash, and not every store
     *     knows it
     */
    byte[] write(Snapshot snapshot, int mark, String idHash) {
        Map<String, Object> own = snapshot.own().toMap();
        own.put("commit", mark);
        own.put("hash", idHash);
        return write(snapshot, own);
    }

    private byte[] write(Snapshot snapshot, Map<String, Object> own) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        if (snapshot.permanent()) {
            all.put(PERMANENT, codec.encode(true));
        }
        all.putAll(snapshot.attributes());
        all.put(OWN, codec.encode(own));
        return codec.join(all);
    }

    /** The fingerprint of the id of a record's session; empty: it is not of {@link #write(Snapshot, int, String)}. */
    Optional<String> idHash(byte[] data) {
        return ownMap(codec.split(data).get(OWN)).get("hash") instanceof String hash
                ? Optional.of(hash)
                : Optional.empty();
    }

    /** The record that stands, for a short time, where a session was before its id was regenerated. */
    byte[] writeMoved(Moved moved) {
        return codec.join(Map.of(
                OWN,
                codec.encode(
                        Map.of("moved", moved.key(), "until", moved.loadsUntil().toEpochMilli()))));
    }

    /** Where the session of this record went, if it is one of {@link #writeMoved}. */
    Optional<Moved> readMoved(byte[] data) {
        return ownAlone(data)
                .flatMap(own -> own.get("moved") instanceof String key && own.get("until") instanceof Number until
                        ? Optional.of(new Moved(key, Instant.ofEpochMilli(until.longValue())))
                        : Optional.empty());
    }

    /**
     * The record that stands, for a moment, where one was that moves to another store. It has that one inside; who knows nothing of the move finds no
     * session in it.
     */
    byte[] writeHeld(byte[] record) {
        return codec.join(Map.of(OWN, codec.encode(Map.of("held", record))));
    }

    /** The record inside, if this is one of {@link #writeHeld}. */
    Optional<byte[]> readHeld(byte[] data) {
        return ownAlone(data)
                .flatMap(own -> own.get("held") instanceof byte[] record ? Optional.of(record) : Optional.empty());
    }

    /** Cloakroom's own data in a record that has nothing else. */
    private Optional<Map<?, ?>> ownAlone(byte[] data) {
        try {
            Map<String, byte[]> attributes = codec.split(data);
            return Optional.of(ownMap(attributes.size() == 1 ? attributes.get(OWN) : null));
        } catch (CodecException damaged) {
            return Optional.empty();
        }
    }

    private Map<?, ?> ownMap(byte @Nullable [] encoded) {
        return encoded != null && codec.decode(encoded) instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * A session has another id now.
     *
     * @param key where its record is
     * @param loadsUntil until when a request that comes with the old id may load it; what other requests changed meanwhile still follows it
     */
    record Moved(String key, Instant loadsUntil) {}
}
