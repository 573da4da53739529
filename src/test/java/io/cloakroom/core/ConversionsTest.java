package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code get(name, type)} converts what loses nothing, and refuses the rest. */
class ConversionsTest {

    @Test
    void numbersThatFitAreConverted() {
        converted(5, 5L);
        converted(5L, 5);
        converted(5, (byte) 5);
        converted(-129, (short) -129);
        converted(5, 5.0);
        converted(5.0, 5);
        converted(0.5, 0.5f);
        converted(0.1f, (double) 0.1f);
        converted(Double.NaN, Float.NaN);
        converted(Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY);
        converted(-0.0, -0.0f);
        converted(5, BigInteger.valueOf(5));
        converted(0.5, new BigDecimal("0.5"));
        converted(new BigInteger("18446744073709551615"), new BigDecimal("18446744073709551615"));
        converted(1L << 53, 0x1p53);
    }

    @Test
    void numbersThatWouldLoseSomethingAreNot() {
        refused(128, Byte.class);
        refused(1L << 31, Integer.class);
        refused(0.5, Integer.class);
        refused(0.1, Float.class);
        refused(-0.0, Integer.class);
        refused(Double.NaN, Integer.class);
        refused(Double.POSITIVE_INFINITY, BigDecimal.class);
        refused((1L << 53) + 1, Double.class);
        refused(new BigDecimal("0.1"), Double.class);
        refused(new BigDecimal("1e400"), Double.class);
        refused(BigInteger.ONE.shiftLeft(64), Long.class);
    }

    @Test
    void enumsAreConvertedByName() {
        converted("MONDAY", DayOfWeek.MONDAY);
        converted(DayOfWeek.MONDAY, "MONDAY");
        refused("monday", DayOfWeek.class);
    }

    @Test
    void otherTypesAreNot() {
        refused("5", Integer.class);
        refused(5, String.class);
        refused(5, Boolean.class);
        refused(1, Character.class);
        refused(List.of(), Map.class);
    }

    @Test
    void primitiveTypesStandForTheirWrappers() {
        assertEquals(Optional.of(5), Conversions.convert(5L, int.class));
        assertEquals(Optional.of(true), Conversions.convert(true, boolean.class));
    }

    @Test
    void refusalNamesTheAttributeAndBothTypes() {
        Browser browser = TestEngine.inMemory().browser();
        browser.visit(session -> {
            session.put("n", "five");
            session.put("nothing", null);
            assertEquals(Optional.empty(), session.get("absent", Integer.class));
            assertEquals(Optional.empty(), session.get("nothing", Integer.class));
            assertEquals(Optional.of("five"), session.get("n", Object.class));
            String told = assertThrows(ClassCastException.class, () -> session.get("n", Integer.class))
                    .toString();
            assertTrue(
                    told.contains("'n'") && told.contains("java.lang.String") && told.contains("java.lang.Integer"),
                    told);
            assertTrue(!told.contains("five"), told);
        });
    }

    private static void converted(Object from, Object to) {
        assertEquals(Optional.of(to), Conversions.convert(from, to.getClass()));
    }

    private static void refused(Object from, Class<?> type) {
        assertEquals(Optional.empty(), Conversions.convert(from, type));
    }
}
