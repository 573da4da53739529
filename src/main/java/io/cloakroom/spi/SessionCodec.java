package io.cloakroom.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns attributes into bytes, one at a time: what was not touched is never decoded, and what cannot be decoded here travels on as it is.
 *
 * <p>A record is the encoding of the whole map, in a format that others read too (Flask-Session's); {@link #split} and {@link #join}
 * go between it and the encodings of its values. Pure and thread-safe. Everything a client could have planted is limited: size, depth, number of elements, classes.
 */
public interface SessionCodec {

    /** The value of {@code session.serialization-format} that selects it. */
    String format();

    /**
     * The attributes of a record, each value still encoded, in the order of the record; a modifiable map.
     *
     * @throws CodecException if the bytes are not a map with strings as keys
     */
    Map<String, byte[]> split(byte[] data);

    /** The record of these attributes, in the order of the map. {@code split(join(m))} equals {@code m}. */
    byte[] join(Map<String, byte[]> attributes);

    /**
     * Encodes a value.
     *
     * @throws CodecException if the value, or one inside it, is of a class that cannot be stored; the message names the class
     */
    byte[] encode(@Nullable Object value);

    /**
     * Decodes a value: equal to the one encoded and of the same class, lists, sets and maps modifiable.
     *
     * @throws CodecException if the bytes are damaged or of a class that is missing or not allowed here
     */
    @Nullable
    Object decode(byte[] encoded);
}
