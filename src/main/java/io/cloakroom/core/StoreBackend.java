package io.cloakroom.core;

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
    private final SessionLocks locks = new SessionLocks();

    StoreBackend(SessionStore store, Parts parts, Settings settings) {
        this.store = store;
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
        SessionStore counted = calls.on(store);
        return cookies.stream()
                .flatMap(value -> parts.ids().fromCookie(value).stream())
                .distinct()
                .flatMap(id -> load(counted, id).stream())
                .findFirst()
                .orElseGet(this::fresh);
    }

    @Override
    public Committed commit(Draft draft, boolean cookieOpen, StoreCalls calls) {
        StoreCommit commit = new StoreCommit(calls.on(store), parts, locks, this::fresh);
        Optional<Origin> ended = draft.ended();
        ended.ifPresent(commit::end);
        Opened opened = draft.opened();
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
        return draft.changes().isEmpty() ? slide(draft, commit) : commit.update(draft);
    }

    @Override
    public Opened fresh() {
        OwnData own = OwnData.startingAt(parts.clock().instant());
        return new Opened(parts.ids().next(), Optional.empty(), new Snapshot(Map.of(), settings.permanent(), own), 0);
    }

    @Override
    public void close() {
        store.close();
    }

    private Optional<Opened> load(SessionStore counted, String id) {
        String key = parts.ids().key(id);
        try {
            return load(counted, id, key, false);
        } catch (CodecException e) {
            LOG.log(
                    Level.WARNING,
                    "The session record " + SessionIds.fingerprint(key)
                            + " (hash of its key) is damaged or in another format: the client gets an empty session and the record is left"
                            + " to expire. " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Opened> load(SessionStore counted, String id, String key, boolean followed) {
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
        Origin origin = new Origin(key, found.version(), found.expiresAt(), followed, false);
        Opened opened = new Opened(id, Optional.of(origin), snapshot, found.data().length);
        return parts.expiry().isOver(snapshot.own(), now) ? Optional.empty() : Optional.of(rescued(counted, opened));
    }

    /** The session, its expiry moved at once if it would not outlive a request of some length. */
    private Opened rescued(SessionStore counted, Opened loaded) {
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

    private Opened touched(SessionStore counted, Opened opened, Instant now) {
        Origin origin = opened.origin().orElseThrow();
        Instant expiresAt = parts.expiry().expiresAt(opened.snapshot().own(), now);
        counted.touch(origin.key(), expiresAt);
        Origin slid = new Origin(origin.key(), origin.version(), Optional.of(expiresAt), origin.followed(), true);
        return new Opened(opened.id(), Optional.of(slid), opened.snapshot(), opened.bytes());
    }
}
