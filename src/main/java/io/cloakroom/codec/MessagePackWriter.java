package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.codec.JavaValues.Portable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes values as {@link MessagePackCodec} tells. One encoding uses one; not thread-safe. */
final class MessagePackWriter {

    private final JavaValues javaValues;
    private final MessagePacker out;
    private final Limits limits;
    private final CharsetEncoder utf8 = UTF_8.newEncoder();

    MessagePackWriter(JavaValues javaValues, MessagePacker out) {
        this(javaValues, out, new Limits());
    }

    private MessagePackWriter(JavaValues javaValues, MessagePacker out, Limits limits) {
        this.javaValues = javaValues;
        this.out = out;
        this.limits = limits;
    }

    void value(@Nullable Object value) throws IOException {
        value(value, 1);
    }

    /**
     * Writes a string.
     *
     * @throws CharacterCodingException if it holds half a surrogate pair; nothing was written
     */
    void string(String value) throws IOException {
        ByteBuffer bytes = utf8.encode(CharBuffer.wrap(value));
        out.packRawStringHeader(bytes.remaining());
        out.writePayload(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    }

    private void value(@Nullable Object value, int depth) throws IOException {
        limits.count(depth);
        if (value == null) {
            out.packNil();
        } else if (value instanceof Tuple || (value instanceof List && JavaValues.isOrdinary(value))) {
            array((List<?>) value, depth);
        } else if (value instanceof Map<?, ?> map && JavaValues.isOrdinary(map) && hasKeysOfFlask(map)) {
            map(map, depth);
        } else {
            scalar(value, depth);
        }
    }

    private void scalar(Object value, int depth) throws IOException {
        if (value instanceof Boolean aBoolean) {
            out.packBoolean(aBoolean);
        } else if (value instanceof Integer anInteger) {
            out.packInt(anInteger);
        } else if (value instanceof Long aLong) {
            packLong(aLong);
        } else if (value instanceof BigInteger number && isUnsignedLong(number)) {
            out.packBigInteger(number);
        } else if (value instanceof Double aDouble) {
            out.packDouble(aDouble);
        } else if (value instanceof Float aFloat) {
            out.packFloat(aFloat);
        } else if (value instanceof String text) {
            text(text, depth);
        } else if (value instanceof byte[] bytes) {
            out.packBinaryHeader(bytes.length);
            out.writePayload(bytes);
        } else if (value instanceof Instant instant) {
            out.packTimestamp(instant);
        } else if (value instanceof UUID uuid) {
            extension(MessagePackCodec.UUID_TYPE, uuidBytes(uuid));
        } else {
            portable(javaValues.toPortable(value).orElseThrow(), depth);
        }
    }

    /** Whether only an unsigned 64-bit integer holds it, so that it is a BigInteger when it is read. */
    private static boolean isUnsignedLong(BigInteger number) {
        return number.signum() > 0 && number.bitLength() == Long.SIZE;
    }

    /** A long that would fit an int takes all of its nine bytes, to be told from one: Python reads the same number. */
    private void packLong(long value) throws IOException {
        if (value == (int) value) {
            out.writePayload(
                    ByteBuffer.allocate(9).put((byte) 0xd3).putLong(value).array());
        } else {
            out.packLong(value);
        }
    }

    private void text(String value, int depth) throws IOException {
        try {
            string(value);
        } catch (CharacterCodingException e) {
            portable(Scalars.rawString(value), depth);
        }
    }

    private void array(List<?> list, int depth) throws IOException {
        out.packArrayHeader(list.size());
        for (Object element : list) {
            value(element, depth + 1);
        }
    }

    private void map(Map<?, ?> map, int depth) throws IOException {
        out.packMapHeader(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            value(entry.getKey(), depth + 1);
            value(entry.getValue(), depth + 1);
        }
    }

    /** Python could not read the whole record if a key were an extension type. */
    private static boolean hasKeysOfFlask(Map<?, ?> map) {
        return map.keySet().stream().allMatch(key -> JavaValues.isPlainScalar(key) && !(key instanceof UUID));
    }

    private void portable(Portable portable, int depth) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            MessagePackWriter body = new MessagePackWriter(javaValues, packer, limits);
            packer.packArrayHeader(2);
            body.string(portable.kind());
            body.value(portable.payload(), depth + 1);
            extension(MessagePackCodec.PORTABLE_TYPE, packer.toByteArray());
        }
    }

    private void extension(byte type, byte[] body) throws IOException {
        out.packExtensionTypeHeader(type, body.length);
        out.writePayload(body);
    }

    private static byte[] uuidBytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
