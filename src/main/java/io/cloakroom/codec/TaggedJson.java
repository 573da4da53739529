package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of Flask's session cookie, to the byte: {@code TaggedJSONSerializer} of Flask 3.1 ({@code json/tag.py}), JSON (RFC 8259)
 * in ASCII with keys sorted by code point. Immutable and thread-safe.
 *
 * <p>Flask tags tuples, bytes, markup, UUIDs and datetimes; they are {@link Tuple}, {@code byte[]}, {@link Markup}, UUID and
 * Instant here. Flask would cut a fraction of a second off, so an Instant that has one travels under the tag <code>" j"</code>, as does
 * whatever only Java has: <code>{" j":[kind, payload]}</code>, a plain dict to Python, which gives it back as it was. NaN and infinities are
 * bare words, as Python writes them. A Long that an Integer could hold, and a Float, have one space before the number, so that they
 * come back as what they were.
 */
public final class TaggedJson implements SessionCodec {
    private final JsonValues values;

    /** A codec for values whose classes this loader, or one below it, defines. */
    public TaggedJson(ClassLoader applicationLoader) {
        this(new AllowedClasses(applicationLoader));
    }

    TaggedJson(AllowedClasses allowed) {
        this.values = new JsonValues(allowed, JsonStyle.FLASK);
    }

    @Override
    public String format() {
        return "tagged-json";
    }

    @Override
    public Map<String, byte[]> split(byte[] data) {
        Map<String, byte[]> attributes = values.split(data);
        if (!Tags.looksTagged(attributes)) {
            return attributes;
        }
        return switch (Tags.onlyKey(attributes)) {
            case Tags.MAP -> Tags.unescaped(values.split(Tags.onlyValue(attributes)));
            case Tags.JAVA -> attributes; // an attribute of this name, which Flask does not escape
            default ->
                throw new CodecException(
                        "The session is a tagged value and not a map, so it is none: Flask would not have written it.");
        };
    }

    /** The record of these attributes, sorted as Flask sorts them. */
    @Override
    public byte[] join(Map<String, byte[]> attributes) {
        return Tags.looksTagged(attributes)
                ? values.join(Map.of(Tags.MAP, values.join(Tags.escaped(attributes))))
                : values.join(attributes);
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        return values.encode(value);
    }

    @Override
    public @Nullable Object decode(byte[] encoded) {
        return values.decode(encoded);
    }
}
