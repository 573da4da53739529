package io.cloakroom.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of a session whose record was removed because it had expired. Not changed once it is made; the values of attributes may be.
 *
 * @param idHash the fingerprint of its last id; empty: Flask wrote the record last
 * @param createdAt when it began
 * @param lastAccessedAt when it was written last
 * @param idleLifetime how long it could live without a request
 * @param attributes those that the application sees; one that cannot be decoded here is {@code null}
 */
public record ExpiredSession(
        Optional<String> idHash,
        Instant createdAt,
        Instant lastAccessedAt,
        Duration idleLifetime,
        Map<String, Object> attributes) {

    /** Copies the map. */
    public ExpiredSession {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * The session of a record; empty: it has none, because that was ended, or is under another id.
     *
     * @throws io.cloakroom.spi.CodecException if the record is damaged
     */
    static Optional<ExpiredSession> of(byte[] record, Records records, Expiry expiry) {
        Snapshot snapshot = records.read(record, Instant.EPOCH);
        if (snapshot.isEmpty()) {
            return Optional.empty();
        }
        Attributes attributes = new Attributes(records.codec(), snapshot.attributes());
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : attributes.names()) {
            values.put(name, attributes.at(name).lend());
        }
        OwnData own = snapshot.own();
        return Optional.of(new ExpiredSession(
                records.idHash(record), own.createdAt(), own.accessedAt(), expiry.idleLifetime(own), values));
    }

    /** The number of attributes at most: values may be secrets. */
    @Override
    public String toString() {
        return "ExpiredSession[" + attributes.size() + " attributes]";
    }
}
