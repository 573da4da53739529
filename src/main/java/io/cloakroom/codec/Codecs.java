package io.cloakroom.codec;

import io.cloakroom.spi.SessionCodec;
import java.io.ObjectInputFilter;
import java.util.Optional;

/** The codecs by their names. Immutable and thread-safe. */
public final class Codecs {
    private final AllowedClasses allowed;

    private Codecs(AllowedClasses allowed) {
        this.allowed = allowed;
    }

    /**
     * The codecs of an application.
     *
     * @param application finds its classes: the loader of its threads
     * @param filter decides about classes before the default rules do, and limits what is decoded; a pattern of {@link
     *     ObjectInputFilter.Config#createFilter}
     * @param standIns for objects that are not the session's
     * @throws IllegalArgumentException if the filter is none
     */
    public static Codecs of(ClassLoader application, Optional<String> filter, StandIns standIns) {
        ObjectInputFilter first =
                filter.map(ObjectInputFilter.Config::createFilter).orElse(info -> ObjectInputFilter.Status.UNDECIDED);
        return new Codecs(new AllowedClasses(Loaders.of(application), first, standIns));
    }

    /**
     * The codec of records in a store.
     *
     * @param format {@code msgpack} or {@code json}
     */
    public SessionCodec records(String format) {
        return format.equals("json") ? new JsonCodec(allowed) : new MessagePackCodec(allowed);
    }

    /** The codec of Flask's session cookie. */
    public SessionCodec cookies() {
        return new TaggedJson(allowed);
    }

    /** {@link #records} of an application without a filter. */
    public static SessionCodec ofRecords(String format, ClassLoader application) {
        return of(application, Optional.empty(), StandIns.NONE).records(format);
    }

    /** {@link #cookies} of an application without a filter. */
    public static SessionCodec ofCookies(ClassLoader application) {
        return of(application, Optional.empty(), StandIns.NONE).cookies();
    }
}
