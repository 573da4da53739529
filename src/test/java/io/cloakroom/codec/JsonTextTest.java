package io.cloakroom.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.CodecException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reader and writer of JSON text, without any tags. */
class JsonTextTest {

    @Property
    void aDoubleComesBackFromItsText(@ForAll long bits, @ForAll JsonStyle style) {
        double number = Double.longBitsToDouble(bits);
        assertEquals(number, Double.parseDouble(style.text(number)));
        assertEquals(number, read(style.text(number)));
    }

    @Property
    void aFloatComesBackFromItsText(@ForAll int bits, @ForAll JsonStyle style) {
        float number = Float.intBitsToFloat(bits);
        assertEquals(number, read(" " + style.text(number)));
    }

    @Property
    void noTextOfADoubleIsShorter(@ForAll long bits) {
        double number = Double.longBitsToDouble(bits);
        assertTrue(digits(JsonStyle.FLASK.text(number)) <= digits(Double.toString(number)));
    }

    private static int digits(String number) {
        return number.replaceFirst("[eE].*", "")
                .replace(".", "")
                .replaceAll("^-?0*|0*$", "")
                .length();
    }

    @ParameterizedTest
    @EnumSource
    void powersOfTwoHaveUnevenNeighbours(JsonStyle style) {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            double number = Math.scalb(1.0, exponent);
            assertEquals(number, Double.parseDouble(style.text(number)));
        }
    }

    @Property
    void aStringComesBackFromItsText(@ForAll String string, @ForAll JsonStyle style) {
        JsonWriter out = new JsonWriter(style);
        out.string(string);
        assertEquals(string, read(out.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "'a'",
                "\"a",
                "\"\\",
                "\"\\u00\"",
                "\"\\u00g0\"",
                "\"\\x\"",
                "\"\n\"",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x1",
                "--1",
                "-NaN",
                "nul",
                "True",
                "tru",
                "1 2",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "[1}",
                "]",
                "\ufeff1",
                "\u00a01",
                "\u0661",
                "\0",
                "/**/1"
            })
    void whatPythonRefusesIsRefused(String text) {
        assertThrows(CodecException.class, () -> read(text));
    }

    @Test
    void whatPythonReadsIsRead() {
        assertEquals(List.of(), read(" [\t\r\n] "));
        assertEquals(Map.of("a", 2), read("{\"a\" : 1 , \"a\" : 2}"));
        assertEquals("/\ud83d\ude00\ud800", read("\"\\/\\uD83D\\ude00\\ud800\""));
        assertEquals(List.of(Double.NaN, Double.NEGATIVE_INFINITY), read("[NaN,-Infinity]"));
        assertEquals(List.of(0, 1e5, 1e-5, Double.POSITIVE_INFINITY), read("[-0,1E5,1e-5,1e999]"));
        assertEquals(new BigInteger("9".repeat(30)), read("9".repeat(30)));
    }

    @Test
    void numbersAreOfTheSmallestTypeThatHoldsThem() {
        assertEquals(
                List.of(2147483647, 2147483648L, -2147483648, -2147483649L),
                read("[2147483647,2147483648,-2147483648,-2147483649]"));
        assertEquals(
                List.of(Long.MAX_VALUE, BigInteger.ONE.shiftLeft(63)),
                read("[9223372036854775807,9223372036854775808]"));
    }

    @Test
    void whatWouldTakeTooLongToReadIsRefused() {
        assertThrows(CodecException.class, () -> read("9".repeat(5000)));
        assertThrows(CodecException.class, () -> read("[".repeat(100_000)));
        assertThrows(CodecException.class, () -> read("{\"a\":".repeat(100_000)));
        assertThrows(CodecException.class, () -> read("[" + "1,".repeat(100_000) + "1]"));
    }

    @Test
    void membersKeepTheirText() {
        assertEquals(
                Map.of("a", " [1, 2 ] ", "b", "\"x\""), JsonReader.members(" {\"b\":2,\"a\": [1, 2 ] ,\"b\":\"x\"} "));
        assertThrows(CodecException.class, () -> JsonReader.members("{\"a\":tru}"));
    }

    @Test
    void theMessageTellsThePlaceAndNotTheValue() {
        String message = Values.refusal(() -> read("{\"password\":\"swordfish\"!}"));
        assertTrue(message.contains("at character 23"), message);
        assertTrue(!message.contains("swordfish"), message);
    }

    private static @Nullable Object read(String text) {
        return JsonReader.read(text, object -> object);
    }
}
