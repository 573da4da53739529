package io.cloakroom.codec;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON text (RFC 8259) as Python programs write it, down to the escapes; {@link JsonReader} tells which two liberties it takes
 * with numbers, and why. What would be too large to be read again is refused. For one text and one thread.
 */
final class JsonWriter {
    /** Python compares strings by code point, Java by UTF-16 unit: they differ above U+FFFF. */
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private final JsonStyle style;
    private final StringBuilder out = new StringBuilder();
    private final Limits limits = new Limits();
    private int depth;

    JsonWriter(JsonStyle style) {
        this.style = style;
    }

    /** What was written. */
    String text() {
        return out.toString();
    }

    /** Null, a boolean or a number. */
    void literal(@Nullable Object value) {
        count();
        if (value instanceof Double number) {
            out.append(style.text(number));
        } else if (value instanceof Float number) {
            out.append(' ').append(style.text(number));
        } else {
            boolean shortLong = value instanceof Long number && number.intValue() == number;
            out.append(shortLong ? " " : "").append(value);
        }
    }

    void string(String value) {
        count();
        quote(value);
    }

    /** An array; {@code element} writes each one. */
    void array(List<?> list, Consumer<@Nullable Object> element) {
        open('[');
        String separator = "";
        for (Object value : list) {
            out.append(separator);
            element.accept(value);
            separator = ",";
        }
        close(']');
    }

    /** An object, in the order that the style asks for; {@code value} writes each value. */
    <V extends @Nullable Object> void object(Map<String, V> map, Consumer<V> value) {
        open('{');
        String separator = "";
        for (Map.Entry<String, V> entry : ordered(map).entrySet()) {
            out.append(separator);
            quote(entry.getKey());
            out.append(':');
            value.accept(entry.getValue());
            separator = ",";
        }
        close('}');
    }

    /** A value that is JSON already. */
    void raw(String json) {
        out.append(json);
    }

    private <V extends @Nullable Object> Map<String, V> ordered(Map<String, V> map) {
        if (style == JsonStyle.MSGSPEC || map.size() < 2) {
            return map;
        }
        Map<String, V> sorted = new TreeMap<>(BY_CODE_POINT);
        sorted.putAll(map);
        return Collections.unmodifiableMap(sorted);
    }

    private void open(char bracket) {
        count();
        depth++;
        out.append(bracket);
    }

    private void close(char bracket) {
        depth--;
        out.append(bracket);
    }

    private void count() {
        limits.count(depth + 1);
    }

    private void quote(String value) {
        out.append('"');
        value.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append((char) c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPlain(c)) {
                    out.appendCodePoint(c);
                } else {
                    Character.toString(c).chars().forEach(this::escape);
                }
            }
        }
    }

    private void escape(int unit) {
        out.append("\\u").append(HexFormat.of().toHexDigits((char) unit));
    }

    /** Half a surrogate pair is no character, and UTF-8 cannot carry it: it is escaped in either style. */
    private boolean isPlain(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !half && (c <= '~' || style == JsonStyle.MSGSPEC);
    }
}
