package io.cloakroom.codec;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.cloakroom.codec.JavaValues.Portable;
import io.cloakroom.spi.CodecException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's small values, one line each: what a kind is called, and how a value of it becomes a payload and comes back. Dates and the
 * like are written as ISO 8601 says, for other languages to read. Immutable and thread-safe.
 */
final class Scalars {

    private record Kind<T>(String name, Class<T> type, Function<T, Object> write, Function<Object, T> read) {

        static <T> Kind<T> text(String name, Class<T> type, Function<String, T> parse) {
            return new Kind<>(name, type, Object::toString, payload -> parse.apply((String) payload));
        }

        /** Empty: this value would come back as another one, as a Locale that has no language tag does. */
        Optional<Portable> describe(Object value) {
            Object payload = write.apply(type.cast(value));
            return read.apply(payload).equals(value) ? Optional.of(new Portable(name, payload)) : Optional.empty();
        }
    }

    private static final Collection<Kind<?>> KINDS = List.of(
            new Kind<>("byte", Byte.class, Byte::intValue, payload ->
                    (byte) whole(payload, Byte.MIN_VALUE, Byte.MAX_VALUE)),
            new Kind<>("short", Short.class, Short::intValue, payload ->
                    (short) whole(payload, Short.MIN_VALUE, Short.MAX_VALUE)),
            new Kind<>("char", Character.class, c -> (int) c, payload ->
                    (char) whole(payload, Character.MIN_VALUE, Character.MAX_VALUE)),
            new Kind<>(
                    "bigint", BigInteger.class, BigInteger::toByteArray, payload -> new BigInteger((byte[]) payload)),
            new Kind<>("decimal", BigDecimal.class, Scalars::unscaledAndScale, Scalars::decimal),
            // Strings are plain, but for those with half a surrogate pair, which UTF-8 cannot say.
            new Kind<>("string", String.class, Scalars::utf16, payload -> utf16((byte[]) payload)),
            new Kind<>("markup", Markup.class, Markup::value, text -> new Markup((String) text)),
            // Plain too, but JSON has no infinity, and an HTTP date no fraction of a second.
            Kind.text("float", Float.class, Float::valueOf),
            Kind.text("double", Double.class, Double::valueOf),
            Kind.text("instant", Instant.class, Instant::parse),
            Kind.text("date", LocalDate.class, LocalDate::parse),
            Kind.text("time", LocalTime.class, LocalTime::parse),
            Kind.text("datetime", LocalDateTime.class, LocalDateTime::parse),
            Kind.text("offset-datetime", OffsetDateTime.class, OffsetDateTime::parse),
            Kind.text("zoned-datetime", ZonedDateTime.class, ZonedDateTime::parse),
            Kind.text("duration", Duration.class, Duration::parse),
            Kind.text("period", Period.class, Period::parse),
            Kind.text("uri", URI.class, URI::create),
            new Kind<>("locale", Locale.class, Locale::toLanguageTag, tag -> Locale.forLanguageTag((String) tag)));

    private static final Map<Class<?>, Kind<?>> BY_TYPE = by(Kind::type);
    private static final Map<String, Kind<?>> BY_NAME = by(Kind::name);

    private Scalars() {}

    /** Empty: it is none of these, or one that would not come back equal. */
    static Optional<Portable> toPortable(Object value) {
        Kind<?> kind = BY_TYPE.get(value.getClass());
        return kind == null ? Optional.empty() : kind.describe(value);
    }

    static Object fromPortable(String kindName, @Nullable Object payload) {
        Kind<?> kind = BY_NAME.get(kindName);
        if (kind == null || payload == null) {
            throw JavaValues.damaged(kindName);
        }
        try {
            return kind.read().apply(payload);
        } catch (ClassCastException | DateTimeException | IllegalArgumentException e) {
            CodecException damaged = JavaValues.damaged(kindName);
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** A string as it is in memory, for formats that cannot hold this one. */
    static Portable rawString(String value) {
        return new Portable("string", utf16(value));
    }

    private static <K> Map<K, Kind<?>> by(Function<Kind<?>, K> key) {
        return KINDS.stream().collect(toUnmodifiableMap(key, Function.identity()));
    }

    private static long whole(Object payload, long least, long most) {
        long number = payload instanceof Integer anInteger ? anInteger : (Long) payload;
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static Object unscaledAndScale(BigDecimal value) {
        return List.of(value.unscaledValue().toByteArray(), value.scale());
    }

    private static BigDecimal decimal(Object payload) {
        List<?> parts = (List<?>) payload;
        if (parts.size() != 2
                || !(parts.get(0) instanceof byte[] unscaled)
                || !(parts.get(1) instanceof Number scale)) {
            throw new IllegalArgumentException("not an unscaled value and a scale");
        }
        return new BigDecimal(new BigInteger(unscaled), (int) whole(scale, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static byte[] utf16(String value) {
        byte[] bytes = new byte[2 * value.length()];
        for (int i = 0; i < value.length(); i++) {
            bytes[2 * i] = (byte) (value.charAt(i) >>> 8);
            bytes[2 * i + 1] = (byte) value.charAt(i);
        }
        return bytes;
    }

    private static String utf16(byte[] bytes) {
        if (bytes.length % 2 != 0) {
            throw new IllegalArgumentException("half a character");
        }
        StringBuilder value = new StringBuilder(bytes.length / 2);
        for (int i = 0; i < bytes.length; i += 2) {
            value.append((char) ((bytes[i] << 8) | (bytes[i + 1] & 0xff)));
        }
        return value.toString();
    }
}
