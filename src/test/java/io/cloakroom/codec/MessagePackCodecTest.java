package io.cloakroom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Golden;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackCodecTest extends CodecContract {

    /** Types that msgspec turns into others when it writes, so that what it reads back is what Cloakroom must write. */
    private static final Set<String> CHANGED_BY_FLASK = Set.of("uuid", "datetime_naive", "set");

    private final SessionCodec codec = new MessagePackCodec(MessagePackCodecTest.class.getClassLoader());

    @Override
    SessionCodec codec() {
        return codec;
    }

    /** Those that Flask could write. */
    static Stream<JsonObject> recordsOfFlask() {
        return Golden.cases("flask_session_080_redis.json", "cases")
                .filter(golden -> !golden.containsKey("encode_error"));
    }

    static Stream<JsonObject> pickles() {
        return Golden.cases("flask_session_032_redis.json", "cases");
    }

    @ParameterizedTest
    @MethodSource("recordsOfFlask")
    void recordOfFlaskIsReadAsFlaskReadsIt(JsonObject golden) {
        Values.assertSame(Golden.value(golden.getJsonArray("read_back")), decodeAll(bytes(golden)));
    }

    @ParameterizedTest
    @MethodSource("recordsOfFlask")
    void recordIsWrittenAsFlaskWritesIt(JsonObject golden) {
        assertArrayEquals(bytes(golden), encodeAll(map(golden, "read_back")));
        if (!CHANGED_BY_FLASK.contains(golden.getString("name"))) {
            Map<Object, @Nullable Object> attributes = new LinkedHashMap<>();
            if (!golden.getString("name").equals("not_permanent")) {
                attributes.put("_permanent", true);
            }
            attributes.putAll(map(golden, "payload"));
            assertArrayEquals(bytes(golden), encodeAll(attributes));
        }
    }

    @ParameterizedTest
    @MethodSource("pickles")
    void pickleIsRefused(JsonObject golden) {
        assertThrows(CodecException.class, () -> codec.split(bytes(golden)));
    }

    @Test
    void javaTellsNumbersApartThatFlaskDoesNot() {
        assertBytes("05", 5);
        assertBytes("d30000000000000005", 5L);
        assertBytes("d3ffffffffffffffff", -1L);
        assertBytes("ce80000000", 0x80000000L);
        assertBytes("cfffffffffffffffff", new BigInteger("18446744073709551615"));
        assertBytes("cb3ff8000000000000", 1.5);
        assertBytes("ca3fc00000", 1.5f);
    }

    @Test
    void integersInFormsThatFlaskDoesNotWriteAreRead() {
        assertEquals(5, codec.decode(hex("cf0000000000000005")));
        assertEquals(5, codec.decode(hex("ce00000005")));
        assertEquals(5_000_000_000L, codec.decode(hex("cf000000012a05f200")));
    }

    @Test
    void tupleIsAnArray() {
        assertBytes("920102", Tuple.of(1, 2));
        assertEquals(List.of(1, 2), codec.decode(codec.encode(Tuple.of(1, 2))));
    }

    @Test
    void extensionOfSomebodyElseTravelsOnUnread() {
        byte[] data = hex("82a161d40507a16201");
        Map<String, byte[]> attributes = codec.split(data);
        String message = Values.refusal(() -> codec.decode(bytesOf(attributes, "a")));
        assertTrue(message.contains("type 5"), message);
        assertEquals(1, codec.decode(bytesOf(attributes, "b")));
        assertArrayEquals(data, codec.join(attributes));
    }

    @Test
    void recordWithOtherKeysThanStringsIsRefused() {
        assertThrows(CodecException.class, () -> codec.split(hex("810101")));
    }

    @Test
    void nameThatUtf8CannotSayIsRefused() {
        assertThrows(CodecException.class, () -> codec.join(Map.of("\uD800", codec.encode(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c6ffffffff",
                "c67fffffff",
                "dbffffffff",
                "db7fffffff",
                "ddffffffff",
                "dd7fffffff",
                "dfffffffff",
                "df7fffffff",
                "df40000001",
                "c9ffffffff01",
                "c97fffffff01",
                "c97fffffffff",
                "dd7fffffff0000"
            })
    void headerThatClaimsGigabytesIsRefusedBeforeMemoryIsSpent(String header) {
        assertThrows(CodecException.class, () -> codec.decode(hex(header)));
        assertThrows(CodecException.class, () -> codec.split(hex("81a161" + header)));
        assertThrows(CodecException.class, () -> codec.split(hex(header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1", // never used
                "a2c3", // too short
                "a1ff", // no UTF-8
                "a3eda080", // half a surrogate pair
                "c70401a0a0a0a0", // kind and payload that are none
                "c7030192a178", // payload too long
                "d501c0c0",
                "d50200ff", // half a UUID
                "d5ff0000", // half a timestamp
                "c70cff000000007fffffffffffffff" // later than the last Instant
            })
    void damagedValueIsRefused(String value) {
        assertThrows(CodecException.class, () -> codec.decode(hex(value)));
    }

    private @Nullable Object decodeAll(byte[] data) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        codec.split(data).forEach((name, value) -> attributes.put(name, codec.decode(value)));
        return attributes;
    }

    private byte[] encodeAll(Map<?, ?> attributes) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        attributes.forEach((name, value) -> encoded.put((String) name, codec.encode(value)));
        return codec.join(encoded);
    }

    private void assertBytes(String expected, Object value) {
        assertEquals(expected, HexFormat.of().formatHex(codec.encode(value)));
    }

    private static byte[] bytesOf(Map<String, byte[]> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    private static Map<?, ?> map(JsonObject golden, String property) {
        return assertInstanceOf(Map.class, Golden.value(golden.getJsonArray(property)));
    }

    private static byte[] bytes(JsonObject golden) {
        String base64 = golden.getJsonArray("store").getJsonObject(0).getString("value_b64");
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
