package io.cloakroom.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.spi.SessionCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What msgspec writes was seen by running msgspec 0.21. */
class JsonCodecTest extends CodecContract {
    private final SessionCodec codec = new JsonCodec(JsonCodecTest.class.getClassLoader());

    @Override
    SessionCodec codec() {
        return codec;
    }

    @Test
    void recordIsWrittenAsFlaskSessionWritesIt() {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        attributes.put("_permanent", codec.encode(true));
        attributes.put("user_id", codec.encode(42));
        attributes.put("é", codec.encode(List.of("ü", 1.0, List.of())));
        assertEquals(
                "{\"_permanent\":true,\"user_id\":42,\"é\":[\"ü\",1.0,[]]}", new String(codec.join(attributes), UTF_8));
    }

    @Test
    void stringsAreEscapedAsMsgspecDoes() {
        assertEquals(
                "\"\\u0000\\u0001\\b\\f\\n\\r\\t\u007f\u2028/é\\\"\\\\\"", json("\0\1\b\f\n\r\t\u007f\u2028/é\"\\"));
    }

    @ParameterizedTest
    @CsvSource({
        "1e15, 1000000000000000.0",
        "1e16, 1e16",
        "1.2345678901234568e17, 1.2345678901234568e17",
        "0.00001234, 0.00001234",
        "1e-5, 0.00001",
        "1e-6, 1e-6",
        "1.5e-7, 1.5e-7",
        "4.9e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "-0.0, -0.0"
    })
    void floatsAreWrittenAsMsgspecDoes(double number, String expected) {
        assertEquals(expected, json(number));
    }

    @Test
    void whatJsonHasNoNumberForIsTagged() {
        assertEquals("{\" j\":[\"double\",\"NaN\"]}", json(Double.NaN));
        assertEquals("{\" j\":[\"float\",\"-Infinity\"]}", json(Float.NEGATIVE_INFINITY));
    }

    @Test
    void anAttributeMayHaveTheNameOfATag() {
        byte[] record = codec.join(Map.of(" t", codec.encode(List.of(1, 2))));
        assertEquals("{\" t\":[1,2]}", new String(record, UTF_8));
        assertEquals(List.of(1, 2), codec.decode(codec.split(record).getOrDefault(" t", new byte[0])));
    }

    private String json(Object value) {
        return new String(codec.encode(value), UTF_8);
    }
}
