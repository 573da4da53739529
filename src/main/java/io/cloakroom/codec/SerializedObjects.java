package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Java serialization, for values that know no better, with the door half closed: only {@link AllowedClasses}, no proxies, limits on
 * depth, references, arrays and bytes. Immutable and thread-safe.
 */
final class SerializedObjects {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_REFERENCES = 100_000;
    private static final int MAX_ARRAY = 1_000_000;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final AllowedClasses allowed;

    SerializedObjects(AllowedClasses allowed) {
        this.allowed = allowed;
    }

    /**
     * Serializes the value, reads it back and serializes that. So what cannot be read is refused while the application can still be
     * told, and a value that is read and not changed gives the same bytes again, although a HashSet forgets its capacity on the way. Not so
     * where something stands for an object of the container: to read that makes a new one.
     */
    byte[] write(Object value) {
        Serialized first = serialize(value);
        return first.standsIn()
                ? first.bytes()
                : serialize(read(first.bytes(), value.getClass().getName())).bytes();
    }

    Object read(@Nullable Object payload) {
        if (payload instanceof byte[] bytes) {
            return read(bytes, "serialized object");
        }
        throw JavaValues.damaged("java");
    }

    private Object read(byte[] bytes, String what) {
        try (ObjectInputStream in = new AllowedObjects(bytes)) {
            return Objects.requireNonNull(in.readObject());
        } catch (CodecException e) {
            throw e;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new CodecException(
                    "A " + what
                            + " cannot be read back: it is damaged or too large, or its class has changed or does not accept it;"
                            + " see the cause, or make the class a record.",
                    e);
        }
    }

    private Serialized serialize(Object value) {
        String className = value.getClass().getName();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (StandInStream out = new StandInStream(bytes)) {
            out.writeObject(value);
            out.flush();
            return new Serialized(bytes.toByteArray(), out.standsIn());
        } catch (CodecException e) {
            throw e;
        } catch (NotSerializableException e) {
            throw new CodecException(
                    "A " + className + " cannot be stored because of the " + e.getMessage()
                            + " inside it, which is not Serializable: make it Serializable or transient, or store its id.",
                    e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new CodecException(
                    "A " + className + " cannot be serialized: see the cause, or store its data in a record.", e);
        }
    }

    /**
     * A value's stream.
     *
     * @param standsIn whether something in it stands for an object of the container
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Serialized(byte[] bytes, boolean standsIn) {}

    /** Writes one value. What is not read back at once, because that would make objects anew, is at least of classes that can be. */
    private final class StandInStream extends ObjectOutputStream {
        private final List<Class<?>> classes = new ArrayList<>();
        private boolean standsIn;

        StandInStream(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            Object standIn = allowed.standIns().replace(object);
            standsIn |= standIn != object;
            return standIn;
        }

        @Override
        protected void annotateClass(Class<?> type) {
            classes.add(type);
        }

        boolean standsIn() {
            if (standsIn) {
                classes.forEach(allowed::check);
            }
            return standsIn;
        }
    }

    /** One stream of one value. */
    private final class AllowedObjects extends ObjectInputStream {

        AllowedObjects(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
            setObjectInputFilter(this::withinLimits);
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object stored) {
            return allowed.standIns().restore(stored);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) {
            return allowed.load(description.getName());
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("Proxies are not allowed in a session.");
        }

        private ObjectInputFilter.Status withinLimits(ObjectInputFilter.FilterInfo info) {
            return info.depth() > MAX_DEPTH
                            || info.references() > MAX_REFERENCES
                            || info.arrayLength() > MAX_ARRAY
                            || info.streamBytes() > MAX_BYTES
                            || allowed.filter().checkInput(info) == ObjectInputFilter.Status.REJECTED
                    ? ObjectInputFilter.Status.REJECTED
                    : ObjectInputFilter.Status.ALLOWED;
        }
    }
}
