package io.cloakroom.codec;

import io.cloakroom.spi.SessionCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as Flask-Session 0.8 writes them with {@code SESSION_SERIALIZATION_FORMAT=json}: compact JSON (RFC 8259) in UTF-8, keys in
 * the order of the map, to the byte for plain values. What JSON cannot say is tagged as in {@link TaggedJson}, NaN and infinities too;
 * Python sees a dict of one key there. Immutable and thread-safe.
 *
 * <p>A Long that an Integer could hold, and a Float, have one space before the number, so that they come back as what they were.
 */
public final class JsonCodec implements SessionCodec {
    private final JsonValues values;

    /** A codec for values whose classes this loader, or one below it, defines. */
    public JsonCodec(ClassLoader applicationLoader) {
        this(new AllowedClasses(applicationLoader));
    }

    JsonCodec(AllowedClasses allowed) {
        this.values = new JsonValues(allowed, JsonStyle.MSGSPEC);
    }

    @Override
    public String format() {
        return "json";
    }

    @Override
    public Map<String, byte[]> split(byte[] data) {
        return values.split(data);
    }

    @Override
    public byte[] join(Map<String, byte[]> attributes) {
        return values.join(attributes);
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
