package io.cloakroom.core;

import io.cloakroom.core.Backend.Committed;
import io.cloakroom.core.Records.Moved;
import io.cloakroom.core.StoreBackend.Parts;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One request's writing to a store: tries, merges with what others wrote meanwhile, and tries again. For one thread. */
final class StoreCommit {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final int ATTEMPTS = 200;
    private static final int EAGER_ATTEMPTS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    /** How long the remains of a session that ended or moved are found at least by requests that still run. */
    private static final Duration REMAINS = Duration.ofSeconds(30);

    private final RequestStore store;
    private final Parts parts;
    private final SessionLocks locks;
    private final Supplier<Opened> fresh;
    private final Merge merge;

    StoreCommit(RequestStore store, Parts parts, SessionLocks locks, Supplier<Opened> fresh) {
        this.store = store;
        this.parts = parts;
        this.locks = locks;
        this.fresh = fresh;
        this.merge = new Merge(parts.records().codec());
    }

    RequestStore store() {
        return store;
    }

    /** Writes a new session; empty if it has no attributes and so nothing to keep. */
    Optional<Committed> create(Draft draft) {
        Opened opened = draft.opened();
        Snapshot merged = merge.merge(opened.snapshot(), draft.changes(), opened.snapshot());
        if (merged.isEmpty()) {
            return Optional.empty();
        }
        String key = parts.ids().key(draft.id());
        Written written = written(merged, key);
        String version = store.create(key, written.data(), written.expiresAt())
                .orElseThrow(
                        () -> new StoreException(
                                "A new session id is in the store already. Check that the machine's source of randomness is sound."));
        Opened now = opened(draft.id(), written, new Position(key, version), false);
        return Optional.of(new Committed(newCookie(now), now));
    }

    /** Writes changes to the record of a session. */
    Committed update(Draft draft) {
        return locks.inTurn(keyOf(draft), () -> updateInTurn(draft));
    }

    /**
     * Writes the session under a new id, then takes the old one out of use. Of two who do so at once one wins; the other's
     * changes go to the winner's record.
     *
     * @param follow whether a request with the old id may still load the session for a while
     */
    Committed renew(Draft draft, boolean follow) {
        return locks.inTurn(keyOf(draft), () -> {
            Optional<Committed> renewed = renewInTurn(draft, follow);
            return renewed.orElseGet(
                    () -> updateInTurn(draft.withId(draft.opened().id())));
        });
    }

    private Committed updateInTurn(Draft draft) {
        Opened opened = draft.opened();
        Optional<Known> known = Optional.of(Known.of(opened));
        for (int attempt = 1; known.isPresent(); attempt++) {
            Known theirs = known.get();
            Snapshot merged = merge.merge(opened.snapshot(), draft.changes(), theirs.snapshot());
            if (merged.isEmpty() && endIfUnchanged(theirs.position())) {
                return new Committed(new CookieChange.Expire(), fresh.get());
            }
            Optional<Opened> saved = merged.isEmpty() ? Optional.empty() : save(opened.id(), theirs, merged);
            if (saved.isPresent()) {
                return new Committed(cookie(opened, saved.get()), saved.get());
            }
            pause(attempt);
            known = latest(theirs);
        }
        return gone(opened);
    }

    private Optional<Opened> save(String id, Known theirs, Snapshot merged) {
        Written written = written(merged, theirs.key());
        return store.update(theirs.key(), theirs.version(), written.data(), written.expiresAt())
                .map(version -> opened(id, written, new Position(theirs.key(), version), theirs.followed()));
    }

    /** Empty: the session has another id already, or is to end, or was ended; then nothing is left of this attempt. */
    private Optional<Committed> renewInTurn(Draft draft, boolean follow) {
        String oldKey = keyOf(draft);
        String newKey = parts.ids().key(draft.id());
        Optional<String> newVersion = Optional.empty();
        Optional<Known> known = Optional.of(Known.of(draft.opened()));
        for (int attempt = 1; known.map(Known::key).filter(oldKey::equals).isPresent(); attempt++) {
            Known theirs = known.get();
            Snapshot merged = merge.merge(draft.opened().snapshot(), draft.changes(), theirs.snapshot());
            if (merged.isEmpty()) {
                break;
            }
            Written written = written(merged.renewedAt(parts.clock().instant()), newKey);
            newVersion = newVersion.isEmpty()
                    ? store.create(newKey, written.data(), written.expiresAt())
                    : store.update(newKey, newVersion.get(), written.data(), written.expiresAt());
            if (newVersion.isPresent() && leave(theirs.position(), newKey, follow)) {
                Opened now = opened(draft.id(), written, new Position(newKey, newVersion.get()), false);
                return Optional.of(new Committed(newCookie(now), now));
            }
            pause(attempt);
            known = latest(theirs);
        }
        newVersion.ifPresent(version -> store.delete(newKey));
        return Optional.empty();
    }

    /** Ends a session, wherever its id was moved meanwhile: what others do to it at the same time does not bring it back. */
    void end(Origin origin) {
        Optional<Position> position = Optional.of(new Position(origin.key(), origin.version()));
        for (int attempt = 1; position.isPresent() && !endIfUnchanged(position.get()); attempt++) {
            pause(attempt);
            position = latest(position.get().key())
                    .map(found -> new Position(found.key(), found.stored().version()));
        }
    }

    /** The cookie after a record was written or touched: it follows the expiry, unless it ends with the browser anyway. */
    CookieChange cookie(Opened before, Opened now) {
        boolean permanent = now.snapshot().permanent();
        boolean moved = before.origin().filter(store::isElsewhere).isPresent();
        boolean same = !moved && !permanent && !before.snapshot().permanent();
        boolean followed = now.origin().orElseThrow().followed();
        return same || followed ? new CookieChange.Keep() : newCookie(now);
    }

    private CookieChange newCookie(Opened now) {
        Optional<Instant> expires = now.origin().flatMap(Origin::expiresAt);
        return new CookieChange.Set(
                parts.ids().toCookie(now.id()), now.snapshot().permanent() ? expires : Optional.empty());
    }

    /** Empties the record first, which nobody's changes can slip past, and deletes it then. */
    private boolean endIfUnchanged(Position position) {
        Snapshot nothing =
                new Snapshot(Map.of(), false, OwnData.startingAt(parts.clock().instant()));
        Instant soon = parts.clock().instant().plus(REMAINS);
        byte[] data = parts.records().write(nothing);
        if (store.update(position.key(), position.version(), data, soon).isEmpty()) {
            return false;
        }
        store.ended(position.key());
        return true;
    }

    /** The record as it is now, under whatever key; empty: the session was ended. */
    private Optional<Known> latest(Known before) {
        try {
            Instant now = parts.clock().instant();
            return latest(before.key())
                    .map(found -> new Known(
                            new Position(found.key(), found.stored().version()),
                            parts.records().read(found.stored().data(), now),
                            before.followed() || !found.key().equals(before.key())))
                    .filter(known -> !known.snapshot().isEmpty()
                            && !parts.expiry().isOver(known.snapshot().own(), now));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    private Optional<Found> latest(String key) {
        Optional<Stored> stored = store.find(key);
        Optional<Moved> moved = stored.flatMap(found -> parts.records().readMoved(found.data()));
        return moved.isPresent() ? latest(moved.get().key()) : stored.map(found -> new Found(key, found));
    }

    private boolean leave(Position old, String newKey, boolean follow) {
        Instant now = parts.clock().instant();
        Duration grace = parts.expiry().renewalGrace();
        Duration remains = follow && grace.compareTo(REMAINS) > 0 ? grace : REMAINS;
        byte[] data = parts.records().writeMoved(new Moved(newKey, follow ? now.plus(grace) : now));
        boolean left =
                store.update(old.key(), old.version(), data, now.plus(remains)).isPresent();
        if (left) {
            store.renewed(old.key());
        }
        return left;
    }

    private static String keyOf(Draft draft) {
        return draft.opened().origin().orElseThrow().key();
    }

    private Written written(Snapshot merged, String key) {
        Instant now = parts.clock().instant();
        Snapshot snapshot = merged.accessedAt(now);
        byte[] data = parts.records()
                .write(
                        snapshot,
                        ThreadLocalRandom.current().nextInt(),
                        parts.ids().fingerprintOfKey(key));
        return new Written(snapshot, data, parts.expiry().expiresAt(snapshot.own(), now));
    }

    private Opened opened(String id, Written written, Position position, boolean followed) {
        Origin origin = new Origin(
                position.key(),
                position.version(),
                Optional.of(written.expiresAt()),
                followed,
                false,
                store.formerKey(position.key()));
        return new Opened(id, Optional.of(origin), written.snapshot(), written.data().length);
    }

    private Committed gone(Opened opened) {
        LOG.log(
                Level.DEBUG,
                "The session " + SessionIds.fingerprint(opened.id())
                        + " (hash of its id) was ended by another request; the changes of this one are dropped.");
        return new Committed(new CookieChange.Expire(), fresh.get());
    }

    private static void pause(int attempt) {
        if (attempt >= ATTEMPTS) {
            throw new StoreException("The session was not saved: other requests changed it before each of " + ATTEMPTS
                    + " attempts. Let fewer requests write to one session at once.");
        }
        if (attempt > EAGER_ATTEMPTS) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
        }
    }

    private record Position(String key, String version) {}

    private record Found(String key, Stored stored) {}

    /** A session's record as this request knows it last. */
    private record Known(Position position, Snapshot snapshot, boolean followed) {

        static Known of(Opened opened) {
            Origin origin = opened.origin().orElseThrow();
            return new Known(new Position(origin.key(), origin.version()), opened.snapshot(), origin.followed());
        }

        String key() {
            return position.key();
        }

        String version() {
            return position.version();
        }
    }

    /** A record on its way to the store. */
    @SuppressWarnings("ArrayRecordComponent") // Internal; never compared.
    private record Written(Snapshot snapshot, byte[] data, Instant expiresAt) {}
}
