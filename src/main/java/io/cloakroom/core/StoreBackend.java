package io.cloakroom.core;

import io.cloakroom.core.Migration.Candidate;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps sessions in a store; the cookie carries the id. Thread-safe. */
final class StoreBackend implements Backend {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    /** What turns sessions into records and back. */
    record Parts(Records records, SessionIds ids, Expiry expiry, Clock clock) {}

    /** What the configuration says of sessions in a store. */
    record Settings(String type, boolean permanent, boolean refreshEachRequest) {}

    private final SessionStore store;
    private final Parts parts;
    private final Settings settings;
    private final Optional<Migration> migration;
    private final SessionLocks locks = new SessionLocks();

    /**
     * Sessions in this store.
     *
     * @param migration where they come from, if they move
     */
    StoreBackend(SessionStore store, Parts parts, Settings settings, Optional<Migration> migration) {
        this.store = store;
        this.migration = migration;
        this.parts = parts;
        this.settings = settings;
    }

    @Override
    public String type() {
        return settings.type();
    }

    @Override
    public SessionCodec codec() {
        return parts.records().codec();
    }

    @Override
    public Opened open(List<String> cookies, StoreCalls calls) {
        return cookies.stream()
                .flatMap(value -> candidate(value).stream())
                .distinct()
                .flatMap(candidate -> load(calls, candidate).stream())
                .findFirst()
                .orElseGet(this::fresh);
    }

    @Override
    public Committed commit(Draft draft, boolean cookieOpen, StoreCalls calls) {
        Optional<Origin> ended = draft.ended();
        Opened opened = draft.opened();
        RequestStore counted = ended.or(opened::origin)
                .map(origin -> counted(calls, origin.key(), origin.formerKey()))
                .orElseGet(() -> calls.on(store, parts.records()));
        StoreCommit commit = new StoreCommit(counted, parts, locks, this::fresh);
        ended.ifPresent(commit::end);
        if (opened.origin().isEmpty()) {
            CookieChange otherwise = ended.isPresent() ? new CookieChange.Expire() : new CookieChange.Keep();
            return commit.create(draft).orElseGet(() -> new Committed(otherwise, opened));
        }
        if (draft.isRenewed()) {
            return commit.renew(draft, false);
        }
        boolean renewalDue = parts.expiry()
                .isRenewalDue(opened.snapshot().own(), parts.clock().instant());
        if (renewalDue && cookieOpen && !opened.origin().get().followed()) {
            return commit.renew(draft.withId(parts.ids().next()), true);
        }
        boolean nothingToWrite = draft.changes().isEmpty()
                && !counted.isElsewhere(opened.origin().get());
        return nothingToWrite ? slide(draft, commit) : commit.update(draft);
    }

    @Override
    public Opened fresh() {
        OwnData own = OwnData.startingAt(parts.clock().instant());
        return new Opened(parts.ids().next(), Optional.empty(), new Snapshot(Map.of(), settings.permanent(), own), 0);
    }

    @Override
    public void close() {
        store.close();
        migration.ifPresent(Migration::close);
    }

    /** The store as this request sees it: with the old one behind it, where the session may have another key. */
    private RequestStore counted(StoreCalls calls, String key, Optional<String> formerKey) {
        RequestStore counted = calls.on(store, parts.records());
        return migration.isPresent() && formerKey.isPresent()
                ? new Moving(counted, migration.get().counted(calls), migration.get()).of(key, formerKey.get())
                : counted;
    }

    private Optional<Candidate> candidate(String cookie) {
        return migration.isPresent()
                ? migration.get().candidate(cookie)
                : parts.ids().fromCookie(cookie).map(id -> new Candidate(id, Optional.empty()));
    }

    private Optional<Opened> load(StoreCalls calls, Candidate candidate) {
        String key = parts.ids().key(candidate.id());
        RequestStore counted = counted(calls, key, candidate.formerKey());
        try {
            return load(counted, candidate.id(), key, false);
        } catch (CodecException e) {
            LOG.log(
                    Level.WARNING,
                    "The session record " + SessionIds.fingerprint(key)
                            + " (hash of its key) is damaged or in another format: the client gets an empty session and the record is left"
                            + " to expire. " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Opened> load(RequestStore counted, String id, String key, boolean followed) {
        Optional<Stored> stored = counted.find(key);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Stored found = stored.get();
        Instant now = parts.clock().instant();
        Snapshot snapshot = parts.records().read(found.data(), now);
        if (snapshot.isEmpty()) {
            return parts.records()
                    .readMoved(found.data())
                    .filter(moved -> now.isBefore(moved.loadsUntil()))
                    .flatMap(moved -> load(counted, id, moved.key(), true));
        }
        Origin origin = new Origin(key, found.version(), found.expiresAt(), followed, false, counted.formerKey(key));
        Opened opened = new Opened(id, Optional.of(origin), snapshot, found.data().length);
        return parts.expiry().isOver(snapshot.own(), now) ? Optional.empty() : Optional.of(rescued(counted, opened));
    }

    /** The session, its expiry moved at once if it would not outlive a request of some length. */
    private Opened rescued(RequestStore counted, Opened loaded) {
        Instant now = parts.clock().instant();
        Opened opened = loaded.accessedAt(parts.expiry().lastAccessedAt(loaded));
        boolean endNear = settings.refreshEachRequest() && parts.expiry().isEndNear(opened, now);
        boolean endTold = opened.origin().flatMap(Origin::expiresAt).isPresent();
        return endNear && endTold ? touched(counted, opened, now) : opened;
    }

    /** Moves the expiry of a session that was only read, if it is time. */
    private Committed slide(Draft draft, StoreCommit commit) {
        Opened opened = draft.opened();
        Origin origin = opened.origin().orElseThrow();
        if (origin.slid()) {
            return new Committed(commit.cookie(opened, opened), opened);
        }
        if (!settings.refreshEachRequest()
                || !parts.expiry().isTouchDue(opened, parts.clock().instant())) {
            return new Committed(new CookieChange.Keep(), opened);
        }
        if (origin.expiresAt().isEmpty()) {
            return commit.update(draft);
        }
        Opened touched = touched(commit.store(), opened, parts.clock().instant());
        return new Committed(commit.cookie(opened, touched), touched);
    }

    private Opened touched(RequestStore counted, Opened opened, Instant now) {
        Origin origin = opened.origin().orElseThrow();
        Instant expiresAt = parts.expiry().expiresAt(opened.snapshot().own(), now);
        counted.touch(origin, expiresAt);
        return new Opened(opened.id(), Optional.of(origin.slidTo(expiresAt)), opened.snapshot(), opened.bytes());
    }
}
