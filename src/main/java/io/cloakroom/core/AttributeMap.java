package io.cloakroom.core;

import io.cloakroom.Session;
import io.cloakroom.SessionException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The session as a map of its attributes. Thread-safe, as {@link LiveSession} is. */
abstract sealed class AttributeMap extends AbstractMap<String, Object> implements Session permits LiveSession {

    /** The attributes, loaded now if they were not yet. */
    abstract Attributes attributes();

    /**
     * The attributes, to change them.
     *
     * @throws SessionException if they cannot be kept
     */
    abstract Attributes writableAttributes();

    @Override
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(get(name)).map(value -> Conversions.require(name, value, type));
    }

    @Override
    public synchronized @Nullable Object get(@Nullable Object name) {
        return name instanceof String string && containsKey(string)
                ? attributes().at(string).get()
                : null;
    }

    @Override
    public synchronized boolean containsKey(@Nullable Object name) {
        Attributes present = attributes();
        return name instanceof String string && present.contains(string);
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
        writableAttributes().clear();
    }

    @Override
    public synchronized int size() {
        return attributes().names().size();
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

    /** The attribute for a caller who expects no exception: {@code null} also if it cannot be decoded here. */
    public synchronized @Nullable Object lend(String name) {
        return attributes().contains(name) ? attributes().at(name).lend() : null;
    }

    /** Puts an attribute; a value that cannot be stored lives for this request, and the log says so. */
    public synchronized void hold(String name, Object value) {
        attribute(name).hold(value);
    }

    /**
     * A value of our own, that the application does not see in the map.
     *
     * @return {@code null} also if it cannot be decoded here
     */
    public synchronized @Nullable Object hidden(String name) {
        return attributes().at(Attributes.HIDDEN + name).lend();
    }

    /** Keeps a value of our own; one that cannot be stored lives for this request. */
    public synchronized void hide(String name, Object value) {
        writableAttributes().at(Attributes.HIDDEN + name).hold(value);
    }

    /**
     * A value of our own.
     *
     * @throws SessionException if it cannot be decoded here
     */
    public synchronized @Nullable Object reveal(String name) {
        return attributes().at(Attributes.HIDDEN + name).get();
    }

    /**
     * Keeps a value of our own as it is now, also one that is kept already and may have changed from inside.
     *
     * @return why it cannot be stored, and lives for this request; empty: it is stored
     */
    public synchronized Optional<String> keep(String name, @Nullable Object value) {
        return writableAttributes().at(Attributes.HIDDEN + name).keep(value);
    }

    /** Drops a value of our own, if it is there. */
    public synchronized void dropHidden(String name) {
        if (attributes().at(Attributes.HIDDEN + name).isPresent()) {
            writableAttributes().at(Attributes.HIDDEN + name).remove();
        }
    }

    /** The names of all values of our own. */
    public synchronized List<String> hiddenNames() {
        return attributes().hiddenNames().stream()
                .map(name -> name.substring(Attributes.HIDDEN.length()))
                .toList();
    }

    synchronized List<String> names() {
        return new ArrayList<>(attributes().names());
    }

    private Attribute attribute(String name) {
        return writableAttributes().writable(name);
    }

    /** The old value, for methods that return it; one that cannot be decoded here does not stand in the way of its removal. */
    private @Nullable Object readable(String name) {
        try {
            return attributes().at(name).get();
        } catch (SessionException e) {
            return null;
        }
    }
}
