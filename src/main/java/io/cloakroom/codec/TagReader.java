package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives the values that tagged objects stand for; {@link Tags} lists them, {@link JsonValues} wrote them. Immutable and thread-safe. */
final class TagReader implements JsonReader.Untag {
    private final JavaValues javaValues;

    TagReader(JavaValues javaValues) {
        this.javaValues = javaValues;
    }

    /** @throws CodecException if the content is not what the tag promises, or a class is missing or not allowed here */
    @Override
    public @Nullable Object apply(Map<String, @Nullable Object> object) {
        if (!Tags.looksTagged(object)) {
            return object;
        }
        String tag = Tags.onlyKey(object);
        Object content = Tags.onlyValue(object);
        try {
            return content instanceof String text ? ofText(tag, text, object) : ofStructure(tag, content, object);
        } catch (IllegalArgumentException e) {
            CodecException damaged = Tags.damaged(tag);
            damaged.initCause(e);
            throw damaged;
        }
    }

    private static @Nullable Object ofText(String tag, String text, Map<String, @Nullable Object> object) {
        return switch (tag) {
            case Tags.BYTES -> Base64.getDecoder().decode(text);
            case Tags.MARKUP -> new Markup(text);
            case Tags.UUID -> uuid(text);
            case Tags.DATE -> HttpDates.parse(text);
            case Tags.JAVA -> object;
            default -> throw Tags.damaged(tag);
        };
    }

    private @Nullable Object ofStructure(String tag, @Nullable Object content, Map<String, @Nullable Object> object) {
        if (tag.equals(Tags.TUPLE) && content instanceof List<?> list) {
            return new Tuple(list);
        }
        if (tag.equals(Tags.MAP) && content instanceof Map<?, ?> map) {
            return unescaped(map);
        }
        if (tag.equals(Tags.JAVA)) {
            return content instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String kind
                    ? javaValues.fromPortable(kind, pair.get(1))
                    : object; // a map of an application in Python
        }
        throw Tags.damaged(tag);
    }

    @SuppressWarnings("unchecked") // every map that a JsonReader made has strings as keys; others came from a tag
    private static Map<String, @Nullable Object> unescaped(Map<?, ?> map) {
        if (map.size() != 1 || !(Tags.onlyKey(map) instanceof String)) {
            throw Tags.damaged(Tags.MAP);
        }
        return Tags.unescaped((Map<String, @Nullable Object>) map);
    }

    private static UUID uuid(String text) {
        String hex = text.replace("-", "");
        if (hex.length() != 32) {
            throw Tags.damaged(Tags.UUID);
        }
        return new UUID(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }
}
