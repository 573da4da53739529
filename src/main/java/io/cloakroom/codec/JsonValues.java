package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.codec.JavaValues.Portable;
import io.cloakroom.spi.CodecException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the two codecs for JSON have in common: values as tagged JSON, and bytes as text. Immutable and thread-safe.
 *
 * <p>A value is written as JSON if JSON has a word for it, else by a tag that Flask knows, else as what {@link JavaValues} makes of it.
 */
final class JsonValues {
    private final JavaValues javaValues;
    private final TagReader tagReader;
    private final JsonStyle style;

    JsonValues(AllowedClasses allowed, JsonStyle style) {
        this.javaValues = new JavaValues(allowed);
        this.tagReader = new TagReader(javaValues);
        this.style = style;
    }

    byte[] encode(@Nullable Object value) {
        JsonWriter out = new JsonWriter(style);
        write(out, value);
        return out.text().getBytes(UTF_8);
    }

    @Nullable
    Object decode(byte[] encoded) {
        return JsonReader.read(text(encoded), tagReader);
    }

    /** The members of an object, each still encoded. */
    Map<String, byte[]> split(byte[] object) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        JsonReader.members(text(object)).forEach((name, value) -> members.put(name, value.getBytes(UTF_8)));
        return members;
    }

    /** The object of these members. */
    byte[] join(Map<String, byte[]> members) {
        JsonWriter out = new JsonWriter(style);
        out.object(members, value -> out.raw(new String(value, UTF_8)));
        return out.text().getBytes(UTF_8);
    }

    private void write(JsonWriter out, @Nullable Object value) {
        if (value == null || isLiteral(value)) {
            out.literal(value);
        } else if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof byte[] bytes) {
            tagged(out, Tags.BYTES, Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Tuple tuple) {
            tagged(out, Tags.TUPLE, Arrays.asList(tuple.toArray()));
        } else if (value instanceof Markup markup) {
            tagged(out, Tags.MARKUP, markup.value());
        } else if (value instanceof UUID uuid) {
            tagged(out, Tags.UUID, uuid.toString().replace("-", ""));
        } else if (value instanceof Instant time && HttpDates.canSay(time)) {
            tagged(out, Tags.DATE, HttpDates.format(time));
        } else {
            writeOther(out, value);
        }
    }

    private boolean isLiteral(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return style == JsonStyle.FLASK || Double.isFinite(((Number) value).doubleValue());
        }
        return value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || (value instanceof BigInteger number && number.bitLength() >= Long.SIZE);
    }

    private void writeOther(JsonWriter out, Object value) {
        // Last Scalars: numbers and times are plain elsewhere, but not all of them are here.
        Optional<Portable> portable = javaValues.toPortable(value).or(() -> Scalars.toPortable(value));
        if (portable.isPresent()) {
            Portable java = portable.get();
            tagged(out, Tags.JAVA, Arrays.asList(java.kind(), java.payload()));
        } else if (value instanceof List<?> list) {
            out.array(list, element -> write(out, element));
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, map);
        } else {
            throw new CodecException("A " + value.getClass().getName() + " cannot be stored as JSON: store its parts.");
        }
    }

    @SuppressWarnings("unchecked") // JavaValues described the maps that have other keys
    private void writeMap(JsonWriter out, Map<?, ?> map) {
        Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
        if (Tags.looksTagged(object)) {
            tagged(out, Tags.MAP, Tags.escaped(object));
        } else {
            out.object(object, element -> write(out, element));
        }
    }

    private void tagged(JsonWriter out, String tag, Object content) {
        out.object(Map.of(tag, content), it -> write(out, it));
    }

    /** The text of UTF-8, strictly: a replacement character would change a value. */
    private static String text(byte[] utf8) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new CodecException("The stored JSON is not in UTF-8, as JSON must be: something else wrote it.", e);
        }
    }
}
