package io.cloakroom.core;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** The lossless conversions of {@link io.cloakroom.Session#get(String, Class)}. Pure functions. */
final class Conversions {
    private Conversions() {}

    /** The value of the attribute as that type, or a ClassCastException that says what it is. */
    static <T> T require(String name, Object value, Class<T> type) {
        return convert(value, type)
                .orElseThrow(() -> new ClassCastException("The session attribute '" + name + "' is a "
                        + value.getClass().getName() + ", which does not fit a " + type.getName() + " without loss."));
    }

    /** The value as that type; empty if this would lose something. */
    static <T> Optional<T> convert(Object value, Class<T> type) {
        Class<?> wanted = boxed(type);
        Object converted = null;
        if (wanted.isInstance(value)) {
            converted = value;
        } else if (value instanceof Number number && Number.class.isAssignableFrom(wanted)) {
            converted = number(number, wanted).orElse(null);
        } else if (value instanceof String name && wanted.isEnum()) {
            converted = constant(name, wanted).orElse(null);
        } else if (value instanceof Enum<?> constant && wanted == String.class) {
            converted = constant.name();
        }
        @SuppressWarnings("unchecked") // An instance of the wrapper, which for a primitive type cast() would refuse.
        T result = (T) converted;
        return Optional.ofNullable(result);
    }

    private static Optional<Object> constant(String name, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static Optional<Number> number(Number from, Class<?> type) {
        try {
            if (from instanceof Double || from instanceof Float) {
                return fromFloating(from.doubleValue(), type);
            }
            return fromExact(new BigDecimal(from.toString()), type);
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Number> fromFloating(double from, Class<?> type) {
        if (type == Double.class) {
            return Optional.of(from);
        }
        if (type == Float.class) {
            return Optional.<Number>of((float) from).filter(f -> Double.compare(f.floatValue(), from) == 0);
        }
        boolean negativeZero = Double.compare(from, -0.0) == 0;
        return negativeZero ? Optional.empty() : fromExact(new BigDecimal(from), type);
    }

    private static Optional<Number> fromExact(BigDecimal from, Class<?> type) {
        if (type == Byte.class) {
            return Optional.of(from.byteValueExact());
        } else if (type == Short.class) {
            return Optional.of(from.shortValueExact());
        } else if (type == Integer.class) {
            return Optional.of(from.intValueExact());
        } else if (type == Long.class) {
            return Optional.of(from.longValueExact());
        } else if (type == BigInteger.class) {
            return Optional.of(from.toBigIntegerExact());
        } else if (type == BigDecimal.class) {
            return Optional.of(from);
        } else if (type == Double.class) {
            return Optional.<Number>of(from.doubleValue()).filter(d -> same(from, d.doubleValue()));
        } else if (type == Float.class) {
            return Optional.<Number>of(from.floatValue()).filter(f -> same(from, f.doubleValue()));
        }
        return Optional.empty();
    }

    private static boolean same(BigDecimal exact, double rounded) {
        return Double.isFinite(rounded) && new BigDecimal(rounded).compareTo(exact) == 0;
    }

    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }
}
