package io.cloakroom.core;

import io.cloakroom.SessionException;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One attribute as a request sees it: decoded when it is first read, encoded again only if it may have changed. Not thread-safe; its session
 * guards it.
 */
final class Attribute {
    private enum Form {
        ENCODED,
        DECODED,
        ABSENT
    }

    private final String name;
    private final SessionCodec codec;
    private final byte @Nullable [] loaded;

    private Form form;
    private byte @Nullable [] encoded;
    private @Nullable Object value;

    /** Whether a value was put, so that {@link #value} does not stem from {@link #loaded}. */
    private boolean replaced;

    /** Whether {@link #steps} begin at a value of this request, so that running them again would give the same. */
    private boolean anchored;

    private List<UnaryOperator<@Nullable Object>> steps = new ArrayList<>();

    /** What the steps gave, to tell a later change inside the value; {@code null} where no such change is possible. */
    private byte @Nullable [] afterSteps;

    /** As loaded; {@code null}: the record has no such attribute. */
    Attribute(String name, SessionCodec codec, byte @Nullable [] loaded) {
        this.name = name;
        this.codec = codec;
        this.loaded = loaded;
        this.encoded = loaded;
        this.form = loaded == null ? Form.ABSENT : Form.ENCODED;
    }

    boolean isPresent() {
        return form != Form.ABSENT;
    }

    /** The value; {@code null} also if there is none. */
    @Nullable
    Object get() {
        if (form == Form.ENCODED && encoded != null) {
            value = decode(encoded);
            form = Form.DECODED;
        }
        return form == Form.DECODED ? value : null;
    }

    void put(@Nullable Object newValue) {
        if (!Values.isImmutable(newValue)) {
            encode(newValue);
        }
        set(newValue);
        anchor();
    }

    void remove() {
        form = Form.ABSENT;
        value = null;
        replaced = true;
        anchor();
    }

    /** Goes on from the present value in a way that can be repeated on a newer one; {@code null} stands for no attribute. */
    @Nullable
    Object step(UnaryOperator<@Nullable Object> step) {
        Object before = get();
        if (!anchored && steps.isEmpty() && !Values.isImmutable(before) && !isAsLoaded(encode(before))) {
            anchored = true;
        }
        Object after = step.apply(before);
        byte[] check = Values.isImmutable(after) ? null : encode(after);
        if (after == null) {
            form = Form.ABSENT;
            value = null;
        } else {
            set(after);
        }
        if (!anchored) {
            steps.add(step);
            afterSteps = check;
        }
        return after;
    }

    /** What this request did to the attribute; empty: nothing that a reader could tell. */
    Optional<Change> change() {
        if (form == Form.ABSENT) {
            return loaded == null
                    ? Optional.empty()
                    : Optional.of(repeatable(null).orElseGet(Change.Remove::new));
        }
        byte[] now = current();
        if (isAsLoaded(now)) {
            return Optional.empty();
        }
        return Optional.of(repeatable(now).orElseGet(() -> new Change.Put(now)));
    }

    /** The attribute as it is now, safe from changes inside its value. */
    Attribute copy() {
        Attribute copy = new Attribute(name, codec, loaded);
        copy.form = form;
        copy.encoded = encoded;
        copy.value = value;
        if (form == Form.DECODED && !Values.isImmutable(value)) {
            copy.form = Form.ENCODED;
            copy.encoded = encode(value);
            copy.value = null;
        }
        copy.replaced = replaced;
        copy.anchored = anchored;
        copy.steps = new ArrayList<>(steps);
        copy.afterSteps = afterSteps;
        return copy;
    }

    /** The attribute after a commit that wrote these bytes: values that the application holds stay in use. */
    Attribute committed(byte @Nullable [] written) {
        Attribute next = new Attribute(name, codec, written);
        if (written != null && form == Form.DECODED && Arrays.equals(written, current())) {
            next.value = value;
            next.form = Form.DECODED;
        }
        return next;
    }

    private Optional<Change> repeatable(byte @Nullable [] now) {
        boolean untouchedSince = afterSteps == null || Arrays.equals(afterSteps, now);
        return !anchored && !steps.isEmpty() && untouchedSince
                ? Optional.of(new Change.Rerun(List.copyOf(steps), now))
                : Optional.empty();
    }

    private byte[] current() {
        boolean stillLoaded = form == Form.ENCODED || (!replaced && Values.isImmutable(value));
        return stillLoaded && encoded != null ? encoded : encode(value);
    }

    /** Bytes of another writer may differ from ours for the same value; what counts is what they would be if we had written them. */
    private boolean isAsLoaded(byte[] now) {
        return loaded != null
                && (Arrays.equals(now, loaded) || (!replaced && Arrays.equals(now, encode(decode(loaded)))));
    }

    private void set(@Nullable Object newValue) {
        value = newValue;
        form = Form.DECODED;
        replaced = true;
    }

    private void anchor() {
        anchored = true;
        steps.clear();
        afterSteps = null;
    }

    private @Nullable Object decode(byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (CodecException e) {
            throw new SessionException(
                    "The session attribute '" + name + "' cannot be read here: " + e.getMessage()
                            + " The rest of the session is not affected; remove the attribute or deploy the class it needs.",
                    e);
        }
    }

    private byte[] encode(@Nullable Object object) {
        try {
            return codec.encode(object);
        } catch (CodecException e) {
            throw new IllegalArgumentException(
                    "The session attribute '" + name + "' cannot be stored: " + e.getMessage(), e);
        }
    }
}
