package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cloakroom.Golden;
import io.cloakroom.signing.TimedSerializer;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaggedJsonTest extends CodecContract {
    /** Flask cuts off fractions of a second, takes a naive time for UTC, and turns keys into strings; what we keep, it would lose. */
    private static final Set<String> CHANGED_BY_FLASK = Set.of("datetime_micro", "datetime_naive", "int_keys");

    private final SessionCodec codec = new TaggedJson(TaggedJsonTest.class.getClassLoader());

    @Override
    SessionCodec codec() {
        return codec;
    }

    @Override
    boolean sortsKeys() {
        return true;
    }

    static Stream<JsonObject> cookies() {
        return Golden.cases("flask_cookies.json", "cases").filter(golden -> golden.containsKey("serialised"));
    }

    static Stream<JsonObject> attacks() {
        return Golden.cases("flask_cookies.json", "attacks");
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void readsFlasksCookiesAsFlaskDoes(JsonObject golden) {
        Values.assertSame(
                Golden.value(golden.getJsonArray("decoded")),
                attributes(golden.getString("serialised").getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void writesTheBytesThatFlaskWrites(JsonObject golden) {
        boolean changed = CHANGED_BY_FLASK.contains(golden.getString("name"));
        Map<?, ?> payload =
                assertInstanceOf(Map.class, Golden.value(golden.getJsonArray(changed ? "decoded" : "payload")));
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        payload.forEach((name, value) -> encoded.put((String) name, codec.encode(value)));
        assertEquals(golden.getString("serialised"), new String(codec.join(encoded), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void givesWhatFlaskGivesAndNothingWhereFlaskFails(JsonObject golden) {
        Clock now = Clock.fixed(Instant.ofEpochSecond(golden.getInt("now")), ZoneOffset.UTC);
        TimedSerializer cookies =
                TimedSerializer.ofSessionCookies(Golden.secrets(golden.getJsonArray("secret")), now, 100_000);
        Optional<?> session = cookies.loads(golden.getString("value"), Duration.ofSeconds(golden.getInt("max_age")))
                .flatMap(payload -> session(payload.data()));
        JsonObject seen = golden.getJsonObject("seen");
        boolean accepted = seen.containsKey("loads") && seen.containsKey("flask_session");
        Values.assertSame(accepted ? Golden.value(seen.getJsonArray("flask_session")) : null, session.orElse(null));
    }

    private Optional<Map<String, @Nullable Object>> session(byte[] data) {
        try {
            return Optional.of(attributes(data));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    private Map<String, @Nullable Object> attributes(byte[] record) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        codec.split(record).forEach((name, value) -> attributes.put(name, codec.decode(value)));
        return attributes;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1e22, 1e+22",
                "1e-5, 1e-05",
                "1.234e-5, 1.234e-05",
                "1e16, 1e+16",
                "1e15, 1000000000000000.0",
                "0.0001, 0.0001",
                "1, 1.0",
                "-0.0, -0.0",
                "4.9e-324, 5e-324",
                "1.7976931348623157e308, 1.7976931348623157e+308",
                "5.684341886080802e-14, 5.684341886080802e-14",
                "9007199254740993, 9007199254740992.0",
                "2e-3, 0.002",
                "NaN, NaN",
                "-Infinity, -Infinity"
            })
    void floatsAreWrittenAsPythonDoes(double number, String expected) {
        assertEquals(expected, json(number));
    }

    @Test
    void keysAreSortedByCodePointAndNotByUtf16Unit() {
        Map<String, Integer> map = Map.of("\ud83d\ude00", 3, "\uff5e", 2, "\ud800", 1, "z", 0);
        assertEquals("{\"z\":0,\"\\ud800\":1,\"\\uff5e\":2,\"\\ud83d\\ude00\":3}", json(map));
    }

    @Test
    void everythingBeyondPrintableAsciiIsEscaped() {
        assertEquals("\"\\u007f\\u00e9\\ud83d\\ude00\\ud800/\\b\\u0000\"", json("\u007fé\ud83d\ude00\ud800/\b\0"));
    }

    @Test
    void numbersThatOnlyJavaHasHaveASpaceBeforeThem() {
        assertEquals("[1, 1,5000000000,1.5, 1.5]", json(List.of(1, 1L, 5_000_000_000L, 1.5, 1.5f)));
        assertEquals(List.of(1, 1L, 1.5f, -1L), decode("[1, 1, 1.5, -1]"));
    }

    @Test
    void spacesInTextThatSomebodyElseLaidOutMeanNothing() {
        assertEquals(Map.of("a", 1, "b", List.of(1, 0.1)), decode("{\"a\": 1, \"b\": [1, 0.1]}"));
        assertEquals(List.of(1, 2), decode("[\n 1,\n 2\n]"));
    }

    @Test
    void anInstantIsAnHttpDateUnlessThatWouldLoseSomething() {
        assertEquals("{\" d\":\"Tue, 02 Jan 2024 03:04:05 GMT\"}", json(Instant.parse("2024-01-02T03:04:05Z")));
        assertEquals(
                "{\" j\":[\"instant\",\"2024-01-02T03:04:05.600Z\"]}", json(Instant.parse("2024-01-02T03:04:05.6Z")));
        assertEquals("{\" j\":[\"instant\",\"0033-04-03T15:00:00Z\"]}", json(Instant.parse("0033-04-03T15:00:00Z")));
    }

    @Test
    void aMapThatLooksTaggedIsEscapedAtEachLevel() {
        assertEquals("{\" di\":{\" t__\":1}}", json(Map.of(" t", 1)));
        assertEquals("{\" di\":{\" j__\":[1,2]}}", json(Map.of(" j", List.of(1, 2))));
        assertEquals("{\" di\":{\" di__\":{\" x\":1}}}", json(Map.of(" di", Map.of(" x", 1))));
        byte[] record = codec.join(Map.of(" j", codec.encode(Map.of(" di", 1))));
        assertEquals("{\" di\":{\" j__\":{\" di\":{\" di__\":1}}}}", new String(record, UTF_8));
        assertEquals(Map.of(" di", 1), codec.decode(codec.split(record).getOrDefault(" j", new byte[0])));
    }

    @Test
    void aMapOfPythonThatHasOurTagIsAMap() {
        assertEquals(Map.of(" j", 5), decode("{\" j\":5}"));
        assertEquals(Map.of(" j", List.of(5, "set")), decode("{\" j\":[5,\"set\"]}"));
        assertEquals(Map.of(" j", 5), attributes("{\" j\":5}".getBytes(UTF_8)));
    }

    @Test
    void aDateThatIsNoneIsNull() {
        assertNull(decode("{\" d\":\"not a date\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\" b\":\"?\"}",
                "{\" b\":5}",
                "{\" u\":\"12\"}",
                "{\" u\":\"+2345678123456781234567812345678-\"}",
                "{\" t\":5}",
                "{\" t\":null}",
                "{\" m\":[]}",
                "{\" d\":[]}",
                "{\" di\":{\"a\":1,\"b\":2}}",
                "{\" di\":{\"a\":1}}",
                "{\" di\":\"x\"}",
                "{\" j\":[\"no-such-kind\",1]}"
            })
    void aTagWithOtherContentThanItPromisesIsDamage(String json) {
        assertThrows(CodecException.class, () -> decode(json));
    }

    @Test
    void aTaggedValueIsNoSession() {
        for (String record : List.of("{\" t\":[1,2]}", "{\" b\":\"\"}", "{\" d\":\"x\"}", "{\" di\":{\"a\":1}}")) {
            assertThrows(CodecException.class, () -> codec.split(record.getBytes(UTF_8)));
        }
    }

    @Test
    void theDeepestValueMayHaveTheNameOfATag() {
        Object value = "core";
        for (int i = 1; i < Limits.MAX_DEPTH; i++) {
            value = Collections.singletonList(value);
        }
        byte[] encoded = codec.encode(value);
        Values.assertSame(
                value,
                codec.decode(codec.split(codec.join(Map.of(" t", encoded))).getOrDefault(" t", new byte[0])));
    }

    private String json(Object value) {
        return new String(codec.encode(value), UTF_8);
    }

    private @Nullable Object decode(String json) {
        return codec.decode(json.getBytes(UTF_8));
    }
}
