package io.cloakroom.core;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an attribute follows from its former value, in a way that can be repeated on a newer one: {@code compute}, {@code merge} and their kin, by the
 * rules of {@link java.util.Map}, for which a {@code null} value mostly counts as none. As free of side effects as the functions given.
 */
@FunctionalInterface
interface Step {

    /** The attribute afterwards; empty: there is none. */
    Optional<Value> apply(Optional<Value> former);

    /** An attribute that is there, be it {@code null}. */
    record Value(@Nullable Object it) {
        static Optional<Value> of(@Nullable Object value) {
            return Optional.of(new Value(value));
        }

        /** No attribute for {@code null}. */
        static Optional<Value> ifNotNull(@Nullable Object value) {
            return Optional.ofNullable(value).map(Value::new);
        }
    }

    static Step putIfAbsent(@Nullable Object value) {
        return former -> valueOf(former) == null ? Value.of(value) : former;
    }

    static Step computeIfAbsent(String name, Function<? super String, ?> function) {
        return former ->
                valueOf(former) == null ? Value.ifNotNull(function.apply(name)).or(() -> former) : former;
    }

    static Step computeIfPresent(String name, BiFunction<? super String, ? super Object, ?> function) {
        return former -> {
            Object value = valueOf(former);
            return value == null ? former : Value.ifNotNull(function.apply(name, value));
        };
    }

    @SuppressWarnings("NullAway") // Map.compute's contract: the function gets null where there is no value.
    static Step compute(String name, BiFunction<? super String, ? super Object, ?> function) {
        return former -> Value.ifNotNull(function.apply(name, valueOf(former)));
    }

    static Step merge(Object added, BiFunction<? super Object, ? super Object, ?> function) {
        return former -> {
            Object value = valueOf(former);
            return value == null ? Value.of(added) : Value.ifNotNull(function.apply(value, added));
        };
    }

    @SuppressWarnings("NullAway") // Map.replaceAll's contract: the function gets the value, which may be null.
    static Step replace(String name, BiFunction<? super String, ? super Object, ?> function) {
        return former -> former.map(value -> new Value(function.apply(name, value.it())));
    }

    /** From value to value, {@code null} standing for no attribute. */
    static Step from(UnaryOperator<@Nullable Object> function) {
        return former -> Value.ifNotNull(function.apply(valueOf(former)));
    }

    private static @Nullable Object valueOf(Optional<Value> attribute) {
        return attribute.isPresent() ? attribute.get().it() : null;
    }
}
