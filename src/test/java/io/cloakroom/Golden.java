package io.cloakroom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.codec.Markup;
import io.cloakroom.codec.Tuple;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Data that Flask, ItsDangerous and Flask-Session wrote, from {@code src/test/resources/golden}. Values are pairs
 * {@code [type, value]}; {@link #value} gives the Java value that Cloakroom has for it.
 */
public final class Golden {
    private Golden() {}

    /** A file, say {@code itsdangerous.json}. */
    public static JsonObject file(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + name), name);
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of an array in a file. */
    public static Stream<JsonObject> cases(String file, String array) {
        return file(file).getJsonArray(array).getValuesAs(JsonObject.class).stream();
    }

    /** The Java value of {@code [type, value]}. */
    public static @Nullable Object value(JsonArray typed) {
        String type = typed.getString(0);
        JsonValue value = typed.get(1);
        return switch (type) {
            case "none" -> null;
            case "bool" -> value == JsonValue.TRUE;
            case "list" -> values(value);
            case "tuple" -> new Tuple(values(value));
            case "set" -> new LinkedHashSet<>(values(value));
            case "dict" -> map(value);
            default -> scalar(type, ((JsonString) value).getString());
        };
    }

    /** The keys of a {@code ["str", …]}, {@code ["bytes", …]} or a list of such, oldest first. */
    public static List<byte[]> secrets(JsonArray typed) {
        Object value = value(typed);
        List<?> secrets = value instanceof List<?> list ? list : List.of(Objects.requireNonNull(value));
        return secrets.stream()
                .map(secret -> secret instanceof byte[] bytes ? bytes : ((String) secret).getBytes(UTF_8))
                .toList();
    }

    private static Object scalar(String type, String text) {
        return switch (type) {
            case "str" -> text;
            case "int" -> integer(new BigInteger(text));
            case "float" -> real(text);
            case "bytes" -> Base64.getDecoder().decode(text);
            case "uuid" -> UUID.fromString(text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
            case "markup" -> new Markup(text);
            case "datetime" -> dateTime(text);
            default -> throw new IllegalArgumentException("Golden knows no type " + type + "; add it here.");
        };
    }

    private static Number integer(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    private static double real(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Object dateTime(String text) {
        boolean aware = text.matches(".*([+-]\\d\\d:\\d\\d|Z)");
        return aware ? (Object) OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text);
    }

    private static List<@Nullable Object> values(JsonValue array) {
        List<@Nullable Object> values = new ArrayList<>();
        array.asJsonArray().forEach(element -> values.add(value(element.asJsonArray())));
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(JsonValue entries) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (JsonArray entry : entries.asJsonArray().getValuesAs(JsonArray.class)) {
            map.put(value(entry.getJsonArray(0)), value(entry.getJsonArray(1)));
        }
        return map;
    }
}
