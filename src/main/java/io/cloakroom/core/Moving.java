package io.cloakroom.core;

import io.cloakroom.spi.SessionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Two stores as one: what the new one lacks is read from the old one, and an update takes it to the new one. For one request and one session; as
 * thread-safe as that.
 *
 * <p><b>How a record moves</b>, with other nodes doing the same or still using the old store alone. First it is <i>held</i>: replaced, if it still has the
 * version that was read, by one that has it inside and is no session to others. Nobody changes that one, and if this node dies now,
 * the next request goes on from there. Then the record, with the changes of this request, is <i>created</i> in the new store: of several requests that got
 * so far exactly one creates it, and to the others that is a conflict as any, after which they merge with it. Then it is <i>deleted</i> in the old store. If
 * the node dies before that, the session is in both; the new store is asked first, and what ends there is deleted in the old one too.
 *
 * <p>Sessions that come out of signed cookies go the same way; of that which is done to the old store nothing comes, and the client gets another cookie.
 *
 * <p>A request that came so far as to hold a record and is then slow could create it after others have moved and ended the session. So a session that ends
 * while sessions move leaves its emptied record in the new store for the short time that {@link StoreCommit} gives it.
 */
final class Moving implements RequestStore {
    /** Begins the version of a record in the old store; no store makes such a one. */
    private static final String ELSEWHERE = "\0old ";

    private final SessionStore to;
    private final SessionStore from;
    private final Migration migration;
    private final Map<String, String> formerKeys = new HashMap<>();

    Moving(SessionStore to, SessionStore from, Migration migration) {
        this.to = to;
        this.from = from;
        this.migration = migration;
    }

    /** For a session under this key, which may still be under that one in the old store. */
    Moving of(String key, String formerKey) {
        formerKeys.put(key, formerKey);
        return this;
    }

    @Override
    public Optional<String> formerKey(String key) {
        return Optional.ofNullable(formerKeys.get(key));
    }

    @Override
    public boolean isElsewhere(Origin origin) {
        boolean clientHasIt = migration.isFromCookies() && origin.formerKey().isPresent();
        return clientHasIt || isThere(origin.version());
    }

    /** Looks into the new store once more if neither had it: it may have moved between the two looks. */
    @Override
    public Optional<Stored> find(String key) {
        Optional<Stored> here = to.find(key);
        Optional<String> formerKey = formerKey(key);
        if (here.isPresent() || formerKey.isEmpty()) {
            return here;
        }
        Optional<Stored> there = from.find(formerKey.get());
        return there.isPresent() ? there.flatMap(this::translated) : to.find(key);
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        return to.create(key, data, expiresAt);
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        Optional<String> written =
                isThere(version) ? move(key, version, data, expiresAt) : to.update(key, version, data, expiresAt);
        if (written.isPresent() && migration.isFromCookies()) {
            formerKeys.clear();
        }
        return written;
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        to.touch(key, expiresAt);
        formerKey(key).ifPresent(there -> from.touch(there, expiresAt));
    }

    @Override
    public void touch(Origin origin, Instant expiresAt) {
        if (isThere(origin.version())) {
            from.touch(origin.formerKey().orElseThrow(), expiresAt);
        } else {
            to.touch(origin.key(), expiresAt);
        }
    }

    @Override
    public void delete(String key) {
        to.delete(key);
        deleteThere(key);
    }

    @Override
    public void ended(String key) {
        deleteThere(key);
    }

    @Override
    public void renewed(String key) {
        deleteThere(key);
    }

    @Override
    public void close() {
        to.close();
        from.close();
    }

    private static boolean isThere(String version) {
        return version.startsWith(ELSEWHERE);
    }

    private Optional<String> move(String key, String version, byte[] data, Instant expiresAt) {
        String formerKey = formerKey(key).orElseThrow();
        if (!hold(formerKey, version.substring(ELSEWHERE.length()), expiresAt)) {
            return Optional.empty();
        }
        Optional<String> created = to.create(key, data, expiresAt);
        migration.delete(from, formerKey);
        created.ifPresent(moved -> migration.count());
        return created;
    }

    private void deleteThere(String key) {
        formerKey(key).ifPresent(there -> migration.delete(from, there));
    }

    /** Whether the record in the old store is as it was read, and will stay so. It will not outlive the one that takes its place. */
    private boolean hold(String formerKey, String version, Instant expiresAt) {
        Optional<Stored> there =
                from.find(formerKey).filter(found -> found.version().equals(version));
        if (there.isEmpty() || migration.isHeld(there.get().data())) {
            return there.isPresent();
        }
        Instant end = there.get()
                .expiresAt()
                .filter(before -> before.isBefore(expiresAt))
                .orElse(expiresAt);
        byte[] held = migration.held(there.get().data());
        return from.update(formerKey, version, held, end).isPresent();
    }

    /** A record of the old store as one of the new. Empty: it says that the session went on to a key that cannot be translated. */
    private Optional<Stored> translated(Stored there) {
        Optional<Records.Moved> moved = migration.movedOn(there.data());
        if (moved.isPresent()) {
            Optional<String> key = migration.keyOf(moved.get().key());
            key.ifPresent(now -> formerKeys.put(now, moved.get().key()));
            return key.map(now -> stored(migration.movedTo(now, moved.get()), there));
        }
        return Optional.of(stored(migration.translated(there.data()), there));
    }

    private static Stored stored(byte[] data, Stored there) {
        return new Stored(data, ELSEWHERE + there.version(), there.expiresAt());
    }
}
