package io.cloakroom.core;

import io.cloakroom.Flash;
import io.cloakroom.Session;
import io.cloakroom.SessionCost;
import io.cloakroom.SessionException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The session of one request: loaded when it is first used, tracked attribute by attribute, written by {@link Sessions#commit}.
 *
 * <p>Thread-safe: one lock guards it, so that the threads of an asynchronous request may share it.
 */
public final class LiveSession extends AbstractMap<String, Object> implements Session {
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(36_500);

    private final Sessions sessions;
    private final List<String> cookies;
    private final StoreCalls calls = new StoreCalls();

    private @Nullable SessionState state;
    private @Nullable List<Flash> flashes;
    private int commits;

    LiveSession(Sessions sessions, List<String> cookies) {
        this.sessions = sessions;
        this.cookies = List.copyOf(cookies);
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
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(get(name)).map(value -> Conversions.require(name, value, type));
    }

    @Override
    public synchronized void regenerateId() {
        writable().regenerateId(sessions.backend().fresh().id());
    }

    @Override
    public synchronized void invalidate() {
        writable().invalidate(sessions.backend().fresh());
        flashes = null;
    }

    @Override
    public synchronized void flash(String message, String category) {
        List<Object> added = Flashes.encode(new Flash(category, message));
        writable().attributes().at(Records.FLASHES).step(Step.from(left -> Flashes.append(left, added)));
    }

    @Override
    public synchronized List<Flash> flashes(String... categories) {
        if (flashes == null) {
            Object read = opened().attributes().at(Records.FLASHES).get();
            flashes = Flashes.decode(read);
            if (read != null) {
                writable().attributes().at(Records.FLASHES).step(Step.from(left -> Flashes.without(left, read)));
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

    @Override
    public synchronized @Nullable Object get(@Nullable Object name) {
        return name instanceof String string && containsKey(string)
                ? opened().attributes().at(string).get()
                : null;
    }

    @Override
    public synchronized boolean containsKey(@Nullable Object name) {
        SessionState present = opened();
        return name instanceof String string && present.attributes().contains(string);
    }

    @Override
    public synchronized @Nullable Object put(String name, @Nullable Object value) {
        Object before = containsKey(name) ? readable(name) : null;
        attribute(name).put(value);
        return before;
    }

    @Override
    public synchronized @Nullable Object remove(@Nullable Object name) {
        if (!(name instanceof String string) || !containsKey(string)) {
            return null;
        }
        Object before = readable(string);
        attribute(string).remove();
        return before;
    }

    @Override
    public synchronized void clear() {
        writable().attributes().clear();
    }

    @Override
    public synchronized int size() {
        return opened().attributes().names().size();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new EntryView(this);
    }

    @Override
    public synchronized @Nullable Object putIfAbsent(String name, @Nullable Object value) {
        Object before = get(name);
        attribute(name).step(Step.putIfAbsent(value));
        return before;
    }

    @Override
    public synchronized @Nullable Object computeIfAbsent(String name, Function<? super String, ?> function) {
        return attribute(name).step(Step.computeIfAbsent(name, function));
    }

    @Override
    public synchronized @Nullable Object computeIfPresent(
            String name, BiFunction<? super String, ? super Object, ?> function) {
        return attribute(name).step(Step.computeIfPresent(name, function));
    }

    @Override
    public synchronized @Nullable Object compute(String name, BiFunction<? super String, ? super Object, ?> function) {
        return attribute(name).step(Step.compute(name, function));
    }

    @Override
    public synchronized @Nullable Object merge(
            String name, Object value, BiFunction<? super Object, ? super Object, ?> function) {
        return attribute(name).step(Step.merge(Objects.requireNonNull(value), function));
    }

    @Override
    public int merge(String name, int value, IntBinaryOperator function) {
        Object merged = merge(
                name,
                (Object) value,
                (old, added) -> function.applyAsInt(Conversions.require(name, old, Integer.class), value));
        return (Integer) Objects.requireNonNull(merged);
    }

    @Override
    public synchronized void replaceAll(BiFunction<? super String, ? super Object, ?> function) {
        names().forEach(name -> attribute(name).step(Step.replace(name, function)));
    }

    /** The number of attributes at most: values may be secrets. */
    @Override
    public synchronized String toString() {
        return state == null ? "Session[not opened]" : "Session[" + size() + " attributes]";
    }

    /** A point to which {@link #rollBack} takes the session back. Opens nothing. */
    public synchronized Savepoint savepoint() {
        return new Savepoint(Optional.ofNullable(state).map(SessionState::copy), commits);
    }

    /** Undoes all changes since the savepoint, except those that were committed meanwhile. */
    public synchronized void rollBack(Savepoint savepoint) {
        if (state != null) {
            state = savepoint.state(commits).orElseGet(state::asOpened);
            flashes = null;
        }
    }

    synchronized List<String> names() {
        return new ArrayList<>(opened().attributes().names());
    }

    synchronized Optional<SessionState> stateIfOpened() {
        return Optional.ofNullable(state);
    }

    synchronized void committed(Opened now) {
        if (state != null) {
            state.committed(now);
            commits++;
        }
    }

    private SessionState opened() {
        if (state == null) {
            state = sessions.open(cookies, calls);
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

    private Attribute attribute(String name) {
        return writable().attributes().writable(name);
    }

    /** The old value, for methods that return it; one that cannot be decoded here does not stand in the way of its removal. */
    private @Nullable Object readable(String name) {
        try {
            return opened().attributes().at(name).get();
        } catch (SessionException e) {
            return null;
        }
    }

    StoreCalls calls() {
        return calls;
    }
}
