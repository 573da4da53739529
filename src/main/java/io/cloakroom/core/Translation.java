package io.cloakroom.core;

import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one format out of records of another, and is the codec of the first. Thread-safe.
 *
 * <p>An attribute that this node cannot decode, because its class is missing here, cannot be put into another format. It travels as it is, in a map that
 * says so, and is decoded from there where its class is known.
 */
final class Translation implements SessionCodec {
    private final SessionCodec from;
    private final SessionCodec to;
    private final String foreign;

    private Translation(SessionCodec from, SessionCodec to) {
        this.from = from;
        this.to = to;
        this.foreign = Records.OWN + "_" + from.format();
    }

    /** The codec for the new store, which knows what came from the old one. */
    static SessionCodec codec(SessionCodec from, SessionCodec to) {
        return from.format().equals(to.format()) ? to : new Translation(from, to);
    }

    /** The record in the format of the codec; the same bytes if that is theirs. */
    static byte[] record(byte[] data, SessionCodec from, SessionCodec codec) {
        if (!(codec instanceof Translation translation)) {
            return data;
        }
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        from.split(data).forEach((name, encoded) -> attributes.put(name, translation.encoded(encoded)));
        return codec.join(attributes);
    }

    @Override
    public String format() {
        return to.format();
    }

    @Override
    public Map<String, byte[]> split(byte[] data) {
        return to.split(data);
    }

    @Override
    public byte[] join(Map<String, byte[]> attributes) {
        return to.join(attributes);
    }

    @Override
    public byte[] encode(@Nullable Object value) {
        return to.encode(value);
    }

    @Override
    public @Nullable Object decode(byte[] encoded) {
        Object value = to.decode(encoded);
        return value instanceof Map<?, ?> map && map.size() == 1 && map.get(foreign) instanceof byte[] untouched
                ? from.decode(untouched)
                : value;
    }

    private byte[] encoded(byte[] before) {
        try {
            return to.encode(from.decode(before));
        } catch (CodecException unknown) {
            return to.encode(Map.of(foreign, before));
        }
    }
}
