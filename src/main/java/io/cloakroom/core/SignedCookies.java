package io.cloakroom.core;

import io.cloakroom.signing.TimedSerializer;
import io.cloakroom.signing.TimedSerializer.Payload;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionStore;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Signed cookies as a store from which sessions move: the key is the cookie's value, and has the record in it. What is written to it goes nowhere, because
 * only the client could forget a cookie. Thread-safe.
 */
final class SignedCookies implements SessionStore {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private static final String ONLY_VERSION = "signed";

    private final TimedSerializer serializer;
    private final Records records;
    private final Expiry expiry;
    private final Clock clock;

    SignedCookies(TimedSerializer serializer, Records records, Expiry expiry, Clock clock) {
        this.serializer = serializer;
        this.records = records;
        this.expiry = expiry;
        this.clock = clock;
    }

    @Override
    public Optional<Stored> find(String key) {
        return serializer.loads(key, CookieBackend.ANY_AGE).flatMap(this::stored);
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        return Optional.empty();
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        return Optional.of(version);
    }

    @Override
    public void touch(String key, Instant expiresAt) {}

    @Override
    public void delete(String key) {}

    @Override
    public void close() {}

    private Optional<Stored> stored(Payload payload) {
        try {
            Snapshot snapshot = records.read(payload.data(), payload.signedAt());
            Instant end = expiry.expiresAt(snapshot.own(), payload.signedAt());
            return snapshot.isEmpty() || !end.isAfter(clock.instant())
                    ? Optional.empty()
                    : Optional.of(new Stored(payload.data(), ONLY_VERSION, Optional.of(end)));
        } catch (CodecException e) {
            LOG.log(Level.WARNING, "A session cookie with a valid signature was not used: " + e.getMessage());
            return Optional.empty();
        }
    }
}
