package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.Golden;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.config.SessionConfig.Keys;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/**
 * A record that Flask-Session 0.8 wrote, with the settings that it wrote it with. Not changed once it is made.
 *
 * @param name of the case
 * @param cookie the value of the cookie that goes with it
 * @param key in the store
 * @param data its bytes
 * @param content what Flask-Session reads back from it, {@code _permanent} included
 * @param settings Cloakroom's keys, for what was not left at its default
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FlaskRecord(
        String name,
        String cookie,
        String key,
        byte[] data,
        Map<?, ? extends @Nullable Object> content,
        Map<String, String> settings) {
    private static final int TIMESTAMP = -1;

    /** What the golden ids were signed with. */
    private static final String SECRET = "golden-secret";

    /** As msgspec 0.21 writes JSON, which was seen by running it; the golden records are all in MessagePack. */
    private static final String JSON =
            "{\"_permanent\":true,\"user\":\"漢 é \\\"\\\\\\u0001\",\"n\":42,\"large\":18446744073709551616,\"x\":[1.0,1e22,-0.0,null,false,{}],\"cart\":{\"b\":1,\"a\":\"AP8=\"}}";

    /** All that a store of records can have from Flask-Session: in MessagePack, what it wrote, and in JSON. */
    static Stream<FlaskRecord> all() {
        return Stream.concat(
                Golden.cases("flask_session_080_redis.json", "cases")
                        .filter(golden -> !golden.containsKey("encode_error"))
                        .map(FlaskRecord::golden),
                Stream.of(json()));
    }

    /** One of them. */
    static FlaskRecord named(String name) {
        return all().filter(record -> record.name().equals(name)).findAny().orElseThrow();
    }

    /** Pickles of Flask-Session 0.3, under ids of their time. */
    static Stream<FlaskRecord> pickles() {
        return Golden.cases("flask_session_032_redis.json", "cases").map(FlaskRecord::golden);
    }

    private static FlaskRecord golden(JsonObject golden) {
        JsonObject stored = golden.getJsonArray("store").getJsonObject(0);
        Map<String, String> settings = new HashMap<>();
        golden.getJsonObject("config").forEach((name, value) -> settings.put(key(name), value.toString()));
        return new FlaskRecord(
                golden.getString("name"),
                golden.getJsonArray("set_cookie").getString(0).split("[=;]", 3)[1],
                stored.getString("key"),
                Base64.getDecoder().decode(stored.getString("value_b64")),
                (Map<?, ?>) Objects.requireNonNull(Golden.value(golden.getJsonArray("read_back"))),
                settings);
    }

    private static FlaskRecord json() {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("_permanent", true);
        content.put("user", "漢 é \"\\\u0001");
        content.put("n", 42);
        content.put("large", new BigInteger("18446744073709551616"));
        content.put("x", Arrays.asList(1.0, 1e22, -0.0, null, false, Map.of()));
        content.put("cart", new LinkedHashMap<>(Map.of("b", 1, "a", "AP8=")));
        return new FlaskRecord(
                "json",
                "J" + "s".repeat(41) + "n",
                "session:J" + "s".repeat(41) + "n",
                JSON.getBytes(StandardCharsets.UTF_8),
                content,
                Map.of("session.serialization-format", "json"));
    }

    /** {@code SESSION_USE_SIGNER} is {@code session.use-signer}. */
    private static String key(String flasksName) {
        return flasksName
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^session_", "session.")
                .replace('_', '-');
    }

    /** A configuration that shares records with Flask, and has these settings besides. */
    static SessionConfig config(Map<String, String> settings) {
        List<String> all = new ArrayList<>(List.of("session.hash-ids", "false"));
        settings.forEach((key, value) -> all.addAll(List.of(key, value)));
        SessionConfig config = TestEngine.config("contract", all.toArray(String[]::new));
        return new SessionConfig(
                new Keys(List.of(SECRET)),
                config.lifetimes(),
                config.ids(),
                config.storage(),
                config.permanent(),
                config.refreshEachRequest(),
                config.cookie(),
                config.former(),
                config.servlet());
    }

    /** The format that it is in. */
    String format() {
        return settings.getOrDefault("session.serialization-format", "msgpack");
    }

    boolean isPermanent() {
        return content.containsKey("_permanent");
    }

    /** The attributes that an application sees. */
    Map<String, @Nullable Object> attributes() {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        content.forEach((name, value) -> attributes.put((String) name, value));
        attributes.keySet().removeAll(List.of("_permanent", "_flashes"));
        return attributes;
    }

    /**
     * The names and values of any record in this one's format, in order, each value as text that tells all bytes. It is read without our codecs, and
     * nothing is in it that Python has no type for.
     */
    Map<String, String> read(byte[] record) {
        return format().equals("json") ? readJson(record) : readMessagePack(record);
    }

    private static Map<String, String> readJson(byte[] record) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(record))) {
            reader.readObject().forEach((name, value) -> values.put(name, value.toString()));
        }
        return values;
    }

    private static Map<String, String> readMessagePack(byte[] record) {
        Map<String, String> values = new LinkedHashMap<>();
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(record)) {
            for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
                String name = unpacker.unpackString();
                int begin = (int) unpacker.getTotalReadBytes();
                assertPlain(unpacker.unpackValue());
                int end = (int) unpacker.getTotalReadBytes();
                values.put(name, HexFormat.of().formatHex(record, begin, end));
            }
            assertEquals(record.length, unpacker.getTotalReadBytes(), "what follows the map");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static void assertPlain(Value value) {
        if (value.isExtensionValue()) {
            assertEquals(TIMESTAMP, value.asExtensionValue().getType(), "the type of an extension");
        } else if (value.isArrayValue()) {
            value.asArrayValue().forEach(FlaskRecord::assertPlain);
        } else if (value.isMapValue()) {
            value.asMapValue().entrySet().forEach(entry -> {
                assertPlain(entry.getKey());
                assertPlain(entry.getValue());
            });
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
