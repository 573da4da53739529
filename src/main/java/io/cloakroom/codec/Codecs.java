package io.cloakroom.codec;

import io.cloakroom.spi.SessionCodec;

/** The codecs by their names. Stateless. */
public final class Codecs {
    private Codecs() {}

    /**
     * The codec of records in a store.
     *
     * @param format {@code msgpack} or {@code json}
     * @param application loads the application's classes
     */
    public static SessionCodec ofRecords(String format, ClassLoader application) {
        return format.equals("json") ? new JsonCodec(application) : new MessagePackCodec(application);
    }

    /** The codec of Flask's session cookie. */
    public static SessionCodec ofCookies(ClassLoader application) {
        return new TaggedJson(application);
    }
}
