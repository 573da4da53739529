package io.cloakroom.core;

import io.cloakroom.config.SessionConfig;
import io.cloakroom.signing.Signer;
import io.cloakroom.signing.TimedSerializer;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.Sweepable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the parts of the engine as the configuration says. Immutable. */
record Assembly(SessionConfig config, Clock clock, Expirations expirations) {
    private static final int MAX_INFLATED = 1 << 20;

    Assembly(SessionConfig config, Clock clock) {
        this(config, clock, new Expirations());
    }

    /**
     * Sessions in a store.
     *
     * @param migration where they move from, if they do
     */
    Backend backend(SessionStore store, Records records, Optional<Migration> migration) {
        StoreBackend.Parts parts = new StoreBackend.Parts(records, ids(), expiry(), clock);
        StoreBackend.Settings settings =
                new StoreBackend.Settings(config.storage().type(), config.permanent(), config.refreshEachRequest());
        return new StoreBackend(store, parts, settings, migration);
    }

    /** Sessions in signed cookies. */
    Backend cookies(Records records) {
        CookieBackend.Parts parts = new CookieBackend.Parts(serializer(), records, ids(), expiry(), clock);
        return new CookieBackend(
                parts,
                new CookieBackend.Settings(config.cookie().name(), config.permanent(), config.refreshEachRequest()));
    }

    /**
     * The way from an old store.
     *
     * @param records of the new one
     */
    Migration migration(SessionStore from, Migration.Form before, Records records) {
        String type = config.former().orElseThrow().type();
        MoveLog log = new MoveLog(type, config.storage().type(), clock);
        return new Migration(from, before, new Migration.Form(ids(), records), log);
    }

    /** The form of the store that sessions move from. */
    Migration.Form formerForm(SessionCodec codec) {
        SessionIds ids = new SessionIds(config.former().orElseThrow().ids(), new SecureRandom(), Optional.empty());
        return new Migration.Form(ids, new Records(codec));
    }

    /** One, if the store needs it. */
    Stream<Sweeper> sweeper(SessionStore store, Records records) {
        return store instanceof Sweepable sweepable
                ? Stream.of(new Sweeper(sweepable, clock, new SecureRandom(), expirations.ofStore(records)))
                : Stream.empty();
    }

    TimedSerializer serializer() {
        return TimedSerializer.ofSessionCookies(secrets(), clock, MAX_INFLATED);
    }

    SessionIds ids() {
        Optional<Signer> signer = config.ids().sign() ? Optional.of(Signer.ofSessionIds(secrets())) : Optional.empty();
        return new SessionIds(config.ids(), new SecureRandom(), signer);
    }

    Expiry expiry() {
        return new Expiry(config.lifetimes());
    }

    private List<byte[]> secrets() {
        return config.keys().oldestFirst().stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
