package io.cloakroom.core;

import io.cloakroom.Flash;
import io.cloakroom.SessionCost;
import io.cloakroom.SessionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request: loaded when it is first used, tracked attribute by attribute, written by {@link Sessions#commit}.
 *
 * <p>Thread-safe: one lock guards it, so that the threads of an asynchronous request may share it.
 */
public final class LiveSession extends AttributeMap {
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(36_500);

    private final Sessions sessions;
    private final List<String> cookies;
    private final StoreCalls calls;
    private final List<Companion> companions = new CopyOnWriteArrayList<>();

    private @Nullable SessionState state;
    private @Nullable List<Flash> flashes;
    private Optional<String> loadedId = Optional.empty();
    private boolean isEnding;
    private int commits;

    LiveSession(Sessions sessions, List<String> cookies, StoreCalls calls) {
        this.sessions = sessions;
        this.cookies = List.copyOf(cookies);
        this.calls = calls;
    }

    /** What is left of a session that has expired: it can be read, and has no id but the fingerprint of that. */
    static LiveSession expired(Sessions sessions, Expirations.Remains remains) {
        LiveSession session = new LiveSession(sessions, List.of(), new StoreCalls(new Expirations()));
        Opened opened = new Opened(remains.idHash().orElse("expired"), Optional.of(Origin.GONE), remains.snapshot(), 0);
        session.state = SessionState.detached(opened, remains.codec());
        session.isEnding = true;
        return session;
    }

    @Override
    public synchronized String id() {
        return opened().id();
    }

    @Override
    public synchronized boolean isNew() {
        return opened().opened().origin().isEmpty() || (state != null && state.began());
    }

    @Override
    public synchronized boolean isModified() {
        return state != null && state.isModified();
    }

    @Override
    public synchronized boolean isAccessed() {
        return state != null;
    }

    @Override
    public synchronized boolean isPermanent() {
        return opened().isPermanent();
    }

    @Override
    public synchronized void setPermanent(boolean permanent) {
        writable().setPermanent(permanent);
    }

    @Override
    public synchronized Instant createdAt() {
        return opened().opened().snapshot().own().createdAt();
    }

    @Override
    public synchronized Instant lastAccessedAt() {
        return opened().lastAccessedAt();
    }

    @Override
    public synchronized Duration idleLifetime() {
        return opened().idleLifetime().orElseGet(sessions.expiry()::idleLifetime);
    }

    @Override
    public synchronized void setIdleLifetime(Duration lifetime) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "A session lives from one second to a hundred years; to end it at once, invalidate it.");
        }
        writable().setIdleLifetime(lifetime);
    }

    @Override
    public synchronized void regenerateId() {
        String oldId = id();
        writable().regenerateId(sessions.backend().fresh().id());
        companions.forEach(companion -> companion.renewed(oldId));
    }

    /** Whoever is told of the end, and ends it once more, does nothing. */
    @Override
    public synchronized void invalidate() {
        SessionState ending = writable();
        if (!isEnding) {
            isEnding = true;
            try {
                companions.forEach(Companion::ending);
                ending.invalidate(sessions.backend().fresh());
                flashes = null;
            } finally {
                isEnding = false;
            }
        }
    }

    @Override
    public synchronized void flash(String message, String category) {
        List<Object> added = Flashes.encode(new Flash(category, message));
        writableAttributes().at(Records.FLASHES).step(Step.from(left -> Flashes.append(left, added)));
    }

    @Override
    public synchronized List<Flash> flashes(String... categories) {
        if (flashes == null) {
            Object read = attributes().at(Records.FLASHES).get();
            flashes = Flashes.decode(read);
            if (read != null) {
                writableAttributes().at(Records.FLASHES).step(Step.from(left -> Flashes.without(left, read)));
            }
        }
        Set<String> wanted = Set.copyOf(Arrays.asList(categories));
        return flashes.stream()
                .filter(flash -> wanted.isEmpty() || wanted.contains(flash.category()))
                .toList();
    }

    @Override
    public synchronized SessionCost cost() {
        Optional<Opened> opened = Optional.ofNullable(state).map(SessionState::opened);
        return new SessionCost(
                sessions.backend().type(),
                opened.map(Opened::id).filter(id -> !id.isEmpty()).map(SessionIds::fingerprint),
                opened.map(Opened::bytes).orElse(0),
                calls.count(),
                opened.flatMap(Opened::origin).flatMap(Origin::expiresAt));
    }

    /** The number of attributes at most: values may be secrets. */
    @Override
    public synchronized String toString() {
        return state == null ? "Session[not opened]" : "Session[" + size() + " attributes]";
    }

    /** A point to which {@link #rollBack} takes the session back. Opens nothing. */
    public synchronized Savepoint savepoint() {
        flush();
        return new Savepoint(Optional.ofNullable(state).map(SessionState::copy), commits);
    }

    /** Undoes all changes since the savepoint, except those that were committed meanwhile. */
    public synchronized void rollBack(Savepoint savepoint) {
        if (state != null) {
            state = savepoint.state(commits).orElseGet(state::asOpened);
            flashes = null;
            companions.forEach(Companion::rolledBack);
        }
    }

    /** Whether there is a session, be it one that this request made: one to which something was put. */
    public synchronized boolean exists() {
        return opened().exists();
    }

    /** An object that stays the same until the session is ended and another takes its place. */
    public synchronized Object identity() {
        return opened().identity();
    }

    /**
     * The id with which the client came: that of its session, be it ended or renewed meanwhile, or else what it sent in place of one. {@code null} if
     * it sent nothing.
     */
    public synchronized @Nullable String requestedId() {
        opened();
        return cookies.isEmpty() ? null : loadedId.orElse(cookies.get(0));
    }

    /** Whether the client came with the id that its session has now. */
    public synchronized boolean isRequestedIdValid() {
        String id = opened().id();
        return loadedId.filter(id::equals).isPresent();
    }

    /** Whether what is put into the session is kept. */
    public boolean isWritable() {
        return sessions.backend().readOnlyBecause().isEmpty();
    }

    /** Whether the session is kept where it can be had without its client: in a store, not in a cookie. */
    public boolean isInStore() {
        return sessions.backend() instanceof StoreBackend;
    }

    /** Has this go along with the session until the request ends. */
    public void accompanyBy(Companion companion) {
        companions.add(companion);
    }

    /** What goes along with the session, of this kind; from now on, if nothing does yet. */
    public synchronized <T extends Companion> T companion(Class<T> kind, Supplier<T> first) {
        return companions.stream()
                .filter(kind::isInstance)
                .findFirst()
                .map(kind::cast)
                .orElseGet(() -> {
                    T companion = first.get();
                    companions.add(companion);
                    return companion;
                });
    }

    /** Tells what goes along with the session that its request is over. */
    public synchronized void requestEnded() {
        companions.forEach(Companion::requestEnded);
    }

    /** Tells what goes along with the session that it is about to be written. */
    synchronized void writing() {
        if (state != null) {
            companions.forEach(Companion::writing);
        }
    }

    /** Has what goes along with the session put its state there. */
    synchronized void flush() {
        if (state != null) {
            companions.forEach(Companion::flush);
        }
    }

    synchronized Optional<SessionState> stateIfOpened() {
        return Optional.ofNullable(state);
    }

    synchronized void committed(Opened now) {
        if (state != null) {
            state.committed(now);
            commits++;
            companions.forEach(Companion::committed);
        }
    }

    @Override
    Attributes attributes() {
        return opened().attributes();
    }

    @Override
    Attributes writableAttributes() {
        return writable().attributes();
    }

    private SessionState opened() {
        if (state == null) {
            state = sessions.open(cookies, calls);
            loadedId = Optional.of(state.opened())
                    .filter(it -> it.origin().isPresent())
                    .map(Opened::id);
            calls.tellOfExpired();
        }
        return state;
    }

    private SessionState writable() {
        SessionState present = opened();
        sessions.backend().readOnlyBecause().ifPresent(reason -> {
            throw new SessionException(reason);
        });
        return present;
    }

    StoreCalls calls() {
        return calls;
    }
}
