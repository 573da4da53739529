package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * MessagePack as Flask-Session 0.8 writes it with msgspec; the default. Thread-safe.
 *
 * <p>What Flask knows has the bytes that msgspec gives it: maps in the order of insertion, integers as short as possible, floats as
 * float 64, aware datetimes as timestamps ({@link java.time.Instant}). Java's finer distinctions use forms that msgspec reads but
 * never writes: a Long in the range of an int is an int 64, a Float a float 32. A UUID is extension type 2 with its 16 bytes; everything
 * else is extension type 1, the MessagePack of kind and payload that {@code JavaValues} gives. Python reads those as {@code Ext}.
 *
 * <p>Source: the MessagePack specification (github.com/msgpack/msgpack, spec.md); msgspec 0.21 for the choice among its forms.
 */
public final class MessagePackCodec implements SessionCodec {

    static final byte TIMESTAMP_TYPE = -1;
    static final byte PORTABLE_TYPE = 1;
    static final byte UUID_TYPE = 2;

    private final JavaValues javaValues;

    /** A codec for the values of an application, whose classes this loader defines. */
    public MessagePackCodec(ClassLoader applicationLoader) {
        this(new AllowedClasses(applicationLoader));
    }

    MessagePackCodec(AllowedClasses allowed) {
        javaValues = new JavaValues(allowed);
    }

    @Override
    public String format() {
        return "msgpack";
    }

    @Override
    public Map<String, byte[]> split(byte[] data) {
        return Objects.requireNonNull(read(data, reader -> {
            Map<String, byte[]> attributes = new LinkedHashMap<>();
            for (int left = reader.mapHeader(); left > 0; left--) {
                attributes.put(reader.string(), reader.rawValue());
            }
            return attributes;
        }));
    }

    @Override
    public byte[] join(Map<String, byte[]> attributes) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            MessagePackWriter writer = new MessagePackWriter(javaValues, packer);
            packer.packMapHeader(attributes.size());
            for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
                writer.string(attribute.getKey());
                packer.writePayload(attribute.getValue());
            }
            return packer.toByteArray();
        } catch (CharacterCodingException e) {
            throw new CodecException(
                    "The name of an attribute holds half a surrogate pair, which UTF-8 cannot say: choose another.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            new MessagePackWriter(javaValues, packer).value(value);
            return packer.toByteArray();
        } catch (ConcurrentModificationException e) {
            throw new CodecException(
                    "A value was changed by another thread while it was being stored:"
                            + " change it before the response goes out, or use a concurrent collection.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Object decode(byte[] encoded) {
        return read(encoded, MessagePackReader::value);
    }

    private interface Reading<T> {
        @Nullable
        T from(MessagePackReader reader) throws IOException;
    }

    /** Reads all the bytes. Whatever goes wrong, also in a constructor or hashCode of the application, is the fault of the bytes. */
    private <T> @Nullable T read(byte[] data, Reading<T> reading) {
        try (MessagePackReader reader = new MessagePackReader(javaValues, data)) {
            @Nullable T result = reading.from(reader);
            reader.end();
            return result;
        } catch (CodecException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new CodecException(
                    "A record or an attribute cannot be decoded: it is damaged or no MessagePack"
                            + " (Flask-Session before 0.7 wrote pickles, which are not read), or its class refuses it.",
                    e);
        }
    }
}
