package io.cloakroom.core;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the values that nobody can change from inside: they need no second look at commit. */
final class Values {
    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class);

    private Values() {}

    static boolean isImmutable(@Nullable Object value) {
        return value == null
                || IMMUTABLE.contains(value.getClass())
                || value instanceof Enum<?>
                || value.getClass().getPackageName().equals("java.time");
    }
}
