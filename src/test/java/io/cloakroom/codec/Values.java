package io.cloakroom.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.CodecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** Compares values with what a codec made of them. */
public final class Values {

    private Values() {}

    /** Equal and of the class that the contract promises, at every level; arrays by their elements. */
    public static void assertSame(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            assertNull(expected);
            assertNull(actual);
            return;
        }
        assertEquals(promisedClass(expected), actual.getClass());
        if (expected instanceof List<?> list) {
            assertAllSame(list, (List<?>) actual);
        } else if (expected instanceof Map<?, ?> map) {
            assertEquals(map.keySet(), ((Map<?, ?>) actual).keySet());
            map.forEach((key, value) -> assertSame(value, ((Map<?, ?>) actual).get(key)));
        } else if (expected instanceof Set<?> set) {
            assertAllSame(new ArrayList<>(set), new ArrayList<>((Set<?>) actual));
        } else if (expected instanceof CodecContract.Holder holder) {
            assertSame(holder.value(), ((CodecContract.Holder) actual).value());
        } else {
            assertTrue(Objects.deepEquals(expected, actual), () -> expected + " became " + actual);
        }
    }

    /** The message with which a codec refuses. */
    static String refusal(Executable call) {
        return Objects.requireNonNull(assertThrows(CodecException.class, call).getMessage());
    }

    private static void assertAllSame(List<?> expected, List<?> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), actual.get(i));
        }
    }

    private static Class<?> promisedClass(Object value) {
        if (!JavaValues.isOrdinary(value)) {
            return value.getClass();
        }
        if (value instanceof List) {
            return ArrayList.class;
        }
        return value instanceof Set ? LinkedHashSet.class : LinkedHashMap.class;
    }
}
