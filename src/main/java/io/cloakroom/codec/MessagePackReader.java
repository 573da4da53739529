package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.spi.CodecException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads values as {@link MessagePackCodec} tells. No size in the bytes is believed before it was compared with the bytes that are
 * left. One decoding uses one; not thread-safe.
 */
final class MessagePackReader implements AutoCloseable {

    private final JavaValues javaValues;
    private final byte[] data;
    private final MessageUnpacker in;
    private final Limits limits = new Limits();

    MessagePackReader(JavaValues javaValues, byte[] data) {
        this.javaValues = javaValues;
        this.data = data;
        this.in = MessagePack.newDefaultUnpacker(data);
    }

    @Nullable
    Object value() throws IOException {
        return value(1);
    }

    /** How many entries follow. */
    int mapHeader() throws IOException {
        if (in.getNextFormat().getValueType() != ValueType.MAP) {
            throw damaged();
        }
        int size = in.unpackMapHeader();
        requireBytes(2L * size);
        return size;
    }

    String string() throws IOException {
        int length = in.unpackRawStringHeader();
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    }

    /** The bytes of the next value, which is not decoded. */
    byte[] rawValue() throws IOException {
        int start = position();
        for (long values = 1; values > 0; values--) {
            switch (in.getNextFormat().getValueType()) {
                case ARRAY -> values += arrayHeader();
                case MAP -> values += 2L * mapHeader();
                default -> in.skipValue();
            }
        }
        return Arrays.copyOfRange(data, start, position());
    }

    void end() {
        if (position() != data.length) {
            throw damaged();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable Object value(int depth) throws IOException {
        limits.count(depth);
        MessageFormat format = in.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> nil();
            case BOOLEAN -> in.unpackBoolean();
            case INTEGER -> integer(format);
            case FLOAT -> floatingPoint(format);
            case STRING -> string();
            case BINARY -> bytes(in.unpackBinaryHeader());
            case ARRAY -> list(depth);
            case MAP -> map(depth);
            case EXTENSION -> extension(depth);
        };
    }

    private int arrayHeader() throws IOException {
        int size = in.unpackArrayHeader();
        requireBytes(size);
        return size;
    }

    private @Nullable Object nil() throws IOException {
        in.unpackNil();
        return null;
    }

    private Number integer(MessageFormat format) throws IOException {
        if (format == MessageFormat.INT64) {
            return in.unpackLong();
        }
        if (format == MessageFormat.UINT64) {
            BigInteger number = in.unpackBigInteger();
            return number.bitLength() < Long.SIZE ? narrow(number.longValue()) : number;
        }
        return narrow(in.unpackLong());
    }

    private static Number narrow(long number) {
        if (number == (int) number) {
            return (int) number;
        }
        return number;
    }

    private Number floatingPoint(MessageFormat format) throws IOException {
        if (format == MessageFormat.FLOAT32) {
            return in.unpackFloat();
        }
        return in.unpackDouble();
    }

    private List<?> list(int depth) throws IOException {
        int size = arrayHeader();
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Map<?, ?> map(int depth) throws IOException {
        int size = mapHeader();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = value(depth + 1);
            map.put(key, value(depth + 1));
        }
        return map;
    }

    private @Nullable Object extension(int depth) throws IOException {
        ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
        requireBytes(header.getLength());
        return switch (header.getType()) {
            case MessagePackCodec.TIMESTAMP_TYPE -> in.unpackTimestamp(header);
            case MessagePackCodec.UUID_TYPE -> uuid(header.getLength());
            case MessagePackCodec.PORTABLE_TYPE -> portable(header.getLength(), depth);
            default ->
                throw new CodecException("The MessagePack extension type " + header.getType()
                        + " is not Cloakroom's: let the application that wrote it use a type of Flask's.");
        };
    }

    private UUID uuid(int length) throws IOException {
        if (length != 16) {
            throw damaged();
        }
        ByteBuffer bits = ByteBuffer.wrap(bytes(length));
        return new UUID(bits.getLong(), bits.getLong());
    }

    private @Nullable Object portable(int length, int depth) throws IOException {
        int end = position() + length;
        if (in.unpackArrayHeader() != 2) {
            throw damaged();
        }
        String kind = string();
        Object payload = value(depth + 1);
        if (position() != end) {
            throw damaged();
        }
        return javaValues.fromPortable(kind, payload);
    }

    private byte[] bytes(int length) throws IOException {
        requireBytes(length);
        return in.readPayload(length);
    }

    private void requireBytes(long count) {
        if (count > data.length - position()) {
            throw damaged();
        }
    }

    private int position() {
        return (int) in.getTotalReadBytes();
    }

    private static CodecException damaged() {
        return new CodecException("The bytes end too early, go on too long, or are no MessagePack of a session:"
                + " they were damaged, or written by another program.");
    }
}
