package io.cloakroom.core;

import io.cloakroom.codec.Markup;
import io.cloakroom.codec.Tuple;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The README's table of what Python finds, and for each of its rows values that are in it. */
final class PythonTable {
    /** The columns beside the one about Java. */
    enum Column {
        MSGPACK(1),
        JSON(2),
        COOKIE(3);

        private final int position;

        Column(int position) {
            this.position = position;
        }
    }

    private static final String HEADER = "| Java | `msgpack` records | `json` records | cookie |";
    private static final BigInteger TWO_TO_63 = BigInteger.TWO.pow(63);
    private static final Instant WHOLE_SECOND = Instant.parse("2024-01-02T03:04:05Z");

    /** A tagged dict, an extension, a plain type (a dict before its tag is none), or words for one. */
    private static final Pattern TYPE = Pattern.compile(
            "`(?<tag>\\{\" \\w+\": \\.\\.\\.\\})`|`[\\w.]*Ext`, (?<code>code \\d)|`dict`(?=:? `\\{)|`(?:\\w+\\.)*(?<type>\\w+)`|(?<number>a number)");

    private static final Map<String, List<@Nullable Object>> SAMPLES = samples();

    /** A class of an application. */
    record Hat(int size, @Nullable String colour) {}

    /** One that Java's own serialization has to write. */
    static final class Coat implements Serializable {
        private static final long serialVersionUID = 1;
        private final int size = 52;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Coat coat && coat.size == size;
        }

        @Override
        public int hashCode() {
            return size;
        }
    }

    private PythonTable() {}

    /** The cells of each row. */
    static List<List<String>> rows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int header = lines.indexOf(HEADER);
        if (header < 0) {
            throw new AssertionError("The README has no table that begins with " + HEADER);
        }
        return lines.stream()
                .skip(header + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
    }

    /** Values of the row, each under a name. */
    static Map<String, @Nullable Object> samples(List<String> row) {
        List<@Nullable Object> values = SAMPLES.get(row.get(0));
        if (values == null) {
            throw new AssertionError("No value is tried of the README's row " + row.get(0) + ": add some here.");
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Object value : values) {
            named.put(row.get(0).replaceAll("[^\\w]", "") + named.size(), value);
        }
        return named;
    }

    /** The types that a row says Python finds, in the words of {@code found.py}. */
    static Set<String> types(List<String> row, Column column) {
        String cell = row.get(column.position);
        return cell.equals("the same")
                ? types(row, Column.MSGPACK)
                : TYPE.matcher(cell)
                        .results()
                        .map(PythonTable::type)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
    }

    private static @Nullable String type(MatchResult match) {
        if (match.group(1) != null) {
            return "dict " + match.group(1);
        }
        if (match.group(2) != null) {
            return "Ext, " + match.group(2);
        }
        return match.group(4) != null ? "int" : match.group(3);
    }

    private static Map<String, List<@Nullable Object>> samples() {
        Map<String, List<@Nullable Object>> samples = new LinkedHashMap<>();
        samples.put("`null`, `Boolean`, `String`", Arrays.asList(null, true, false, "", "漢 é \ud83d\ude00 \0"));
        samples.put("`Integer`, `Long`", List.of(0, -1, Integer.MIN_VALUE, 5L, -5L, Long.MAX_VALUE, Long.MIN_VALUE));
        samples.put(
                "`BigInteger` that no `Long` could hold",
                List.of(
                        TWO_TO_63,
                        TWO_TO_63.shiftLeft(1).subtract(BigInteger.ONE),
                        TWO_TO_63.shiftLeft(1),
                        TWO_TO_63.negate().subtract(BigInteger.ONE)));
        samples.put("`Double`, `Float`", List.of(1.5, 1e22, -0.0, 1.5f, Double.NaN, Float.NEGATIVE_INFINITY));
        samples.put("`byte[]`", List.of(new byte[] {0, -1, 104}, new byte[0]));
        samples.put("`UUID`", List.of(UUID.fromString("12345678-1234-5678-1234-567812345678")));
        samples.put("`Instant`", List.of(WHOLE_SECOND, WHOLE_SECOND.plusNanos(123_456_789)));
        samples.put("`List`", List.of(List.of(), Arrays.asList(1, null, List.of("a"))));
        samples.put("`Map` with strings as keys", List.of(Map.of(), Map.of("a", Map.of("b", 1))));
        samples.put("`Map` with other plain keys", List.of(Map.of(1, "a"), Map.of(true, "b")));
        samples.put("`io.cloakroom.codec.Tuple`", List.of(Tuple.of(1, "a")));
        samples.put("`io.cloakroom.codec.Markup`", List.of(new Markup("<b>&amp;</b>")));
        samples.put("everything else: sets, dates, other numbers, enums, records, Serializable", everythingElse());
        return samples;
    }

    private static List<@Nullable Object> everythingElse() {
        return List.of(
                new LinkedHashSet<>(List.of(1, 2)),
                LocalDate.of(2024, 1, 2),
                LocalDateTime.of(2024, 1, 2, 3, 4),
                Duration.ofSeconds(5),
                Locale.GERMANY,
                (byte) 1,
                (short) 1,
                'x',
                BigInteger.ONE,
                new BigDecimal("1.50"),
                DayOfWeek.MONDAY,
                new Hat(58, null),
                new Coat());
    }
}
