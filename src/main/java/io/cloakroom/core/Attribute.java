package io.cloakroom.core;

import io.cloakroom.SessionException;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attribute as a request sees it: decoded when it is first read, encoded again only if it may have changed. Not thread-safe; its session
 * guards it.
 */
final class Attribute {
    private enum Form {
        ENCODED,
        DECODED,
        /** A value that cannot be stored: it lives for this request. */
        HERE,
        ABSENT
    }

    private final String name;
    private final SessionCodec codec;
    private final byte @Nullable [] loaded;

    private Form form;

    /** The value's bytes while it is not decoded, or if it is one that nobody can change from inside. */
    private byte @Nullable [] encoded;

    private @Nullable Object value;

    /** Whether a value was put, so that {@link #value} does not stem from {@link #loaded}. */
    private boolean replaced;

    /** Whether the value begins at one that this request put, whatever was loaded: there is nothing to run again. */
    private boolean anchored;

    /** Whether a value that turns out not to be storable is kept for this request, and not refused. */
    private boolean lenient;

    private List<Step> steps = new ArrayList<>();

    /** What the steps gave, to tell a later change inside the value; {@code null}: no attribute. */
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
        return form == Form.DECODED || form == Form.HERE ? value : null;
    }

    /** The value for a caller who expects no exception: {@code null} also if it cannot be decoded here. */
    @Nullable
    Object lend() {
        lenient = true;
        try {
            return get();
        } catch (SessionException e) {
            Misfits.unreadable(name, e);
            return null;
        }
    }

    /** Puts the value; one that cannot be stored lives for this request. */
    void hold(@Nullable Object newValue) {
        lenient = true;
        try {
            set(newValue);
        } catch (IllegalArgumentException e) {
            keepHere(newValue, e);
        }
        anchor();
    }

    /** Puts the value, which may be the present one; gives the reason if it cannot be stored, and lives for this request. */
    @SuppressWarnings("ReferenceEquality") // The value that was handed out; others may equal it.
    Optional<String> keep(@Nullable Object newValue) {
        lenient = true;
        try {
            if (form != Form.DECODED || value != newValue) {
                set(newValue);
                anchor();
            } else if (!Values.isImmutable(value)) {
                encode(value);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            form = Form.HERE;
            value = newValue;
            anchor();
            return Optional.of(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        }
    }

    void put(@Nullable Object newValue) {
        set(newValue);
        anchor();
    }

    void remove() {
        form = Form.ABSENT;
        value = null;
        anchor();
    }

    /** Goes on from the present value; returns the new one, or {@code null} if there is none. */
    @Nullable
    Object step(Step step) {
        Optional<Step.Value> before = isPresent() ? Step.Value.of(get()) : Optional.empty();
        if (isChangedSinceSteps()) {
            anchor();
        }
        Optional<Step.Value> after = step.apply(before);
        if (after.isEmpty()) {
            form = Form.ABSENT;
            value = null;
        } else if (before.isEmpty() || before.get().it() != after.get().it()) {
            set(after.get().it());
        }
        if (!anchored) {
            steps.add(step);
            afterSteps = current();
        }
        return value;
    }

    /** What this request did to the attribute; empty: nothing that a reader could tell. */
    Optional<Change> change() {
        byte[] now = current();
        if (now == null ? loaded == null : isAsLoaded(now)) {
            return Optional.empty();
        }
        boolean repeatable = !anchored && !steps.isEmpty() && Arrays.equals(afterSteps, now);
        if (repeatable) {
            return Optional.of(new Change.Rerun(List.copyOf(steps), now));
        }
        return Optional.of(now == null ? new Change.Remove() : new Change.Put(now));
    }

    /** The attribute as it is now, safe from changes inside its value. */
    Attribute copy() {
        Attribute copy = new Attribute(name, codec, loaded);
        byte[] now = current();
        copy.form = form;
        copy.encoded = encoded;
        copy.value = value;
        copy.lenient = lenient;
        if (form == Form.DECODED && !Values.isImmutable(value)) {
            copy.form = Form.ENCODED;
            copy.encoded = now;
            copy.value = null;
        }
        copy.replaced = replaced;
        copy.anchored = anchored;
        copy.steps = new ArrayList<>(steps);
        copy.afterSteps = afterSteps;
        return copy;
    }

    /** The attribute after a commit that left these bytes: a value that the application holds stays in use. */
    Attribute committed(byte[] written) {
        Attribute next = new Attribute(name, codec, written);
        next.lenient = lenient;
        boolean ours = Arrays.equals(written, loaded) ? change().isEmpty() : Arrays.equals(written, current());
        if (form == Form.DECODED && ours) {
            next.value = value;
            next.form = Form.DECODED;
        }
        return next;
    }

    /** The attribute after a commit, if its value lives only here. */
    Optional<Attribute> keptHere() {
        return form == Form.HERE ? Optional.of(here(name, codec, value)) : Optional.empty();
    }

    private static Attribute here(String name, SessionCodec codec, @Nullable Object value) {
        Attribute here = new Attribute(name, codec, null);
        here.form = Form.HERE;
        here.value = value;
        here.lenient = true;
        here.anchored = true;
        return here;
    }

    /** Whether something else than the steps changed the value: then running them again would not give it. */
    private boolean isChangedSinceSteps() {
        byte[] now = current();
        if (anchored || now == null) {
            return false;
        }
        return steps.isEmpty() ? !isAsLoaded(now) : !Arrays.equals(afterSteps, now);
    }

    private byte @Nullable [] current() {
        return switch (form) {
            case ABSENT, HERE -> null;
            case ENCODED -> encoded;
            case DECODED -> Values.isImmutable(value) ? encoded : encodedIfPossible();
        };
    }

    private byte @Nullable [] encodedIfPossible() {
        try {
            return encode(value);
        } catch (IllegalArgumentException e) {
            if (!lenient) {
                throw e;
            }
            keepHere(value, e);
            anchor();
            return null;
        }
    }

    private void keepHere(@Nullable Object unstorable, IllegalArgumentException reason) {
        Misfits.unstorable(name, unstorable, reason);
        form = Form.HERE;
        value = unstorable;
    }

    /** Bytes of another writer may differ from ours for the same value; what counts is what they would be if we had written them. */
    private boolean isAsLoaded(byte[] now) {
        return loaded != null
                && (Arrays.equals(now, loaded) || (!replaced && Arrays.equals(now, encode(decode(loaded)))));
    }

    /** Encodes it at once, so that what cannot be stored is refused here. */
    private void set(@Nullable Object newValue) {
        encoded = encode(newValue);
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
