package io.cloakroom.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One value, at least, of each type that a session takes. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // Applications have them.
final class Samples {

    private Samples() {}

    enum Size {
        SMALL,
        LARGE {
            @Override
            boolean isLarge() {
                return true;
            }
        };

        boolean isLarge() {
            return false;
        }
    }

    record Item(
            String name,
            int quantity,
            @Nullable BigDecimal price,
            @Nullable Size size) {}

    record Order(List<Item> items, Map<String, Item> byName, Map<Size, Integer> counts, Set<Long> ids) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("not positive");
            }
        }
    }

    record Node(@Nullable Node next) {}

    private record Secret(String word) {}

    static final class Account implements Serializable {
        private static final long serialVersionUID = 1;
        private final String name;
        private final HashMap<String, Integer> limits = new HashMap<>(64);
        private final HashSet<String> roles = new HashSet<>();

        Account(String name, String... roles) {
            this.name = name;
            this.roles.addAll(List.of(roles));
            limits.put("daily", 100);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Account account
                    && account.name.equals(name)
                    && account.roles.equals(roles)
                    && account.limits.equals(limits);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, roles, limits);
        }
    }

    static final class History extends ArrayList<String> {
        private static final long serialVersionUID = 1;
    }

    static Stream<@Nullable Object> all() {
        return Stream.of(scalars(), strings(), times(), ofTheApplication(), collections())
                .flatMap(samples -> samples);
    }

    private static Stream<@Nullable Object> scalars() {
        return Stream.of(
                null,
                true,
                false,
                (byte) -128,
                (short) 32767,
                0,
                127,
                128,
                255,
                256,
                65_536,
                -1,
                -32,
                -33,
                -129,
                -32_769,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                0L,
                -5L,
                5_000_000_000L,
                -5_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                1.5f,
                Float.NaN,
                -0.0f,
                1.5,
                0.1,
                1.0,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                BigInteger.ZERO,
                BigInteger.TEN.pow(40).negate(),
                BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(64),
                new BigDecimal("1.10"),
                new BigDecimal("1E+1000000000"),
                'x',
                '\0',
                '\uD800',
                new byte[0],
                new byte[] {0, -1, 127, -128},
                UUID.fromString("12345678-1234-5678-1234-567812345678"),
                URI.create("https://example.org/a?b=%20#c"),
                Locale.CANADA_FRENCH,
                Locale.ROOT,
                new Locale("no", "NO", "NY"),
                new Markup("<b>x</b>"));
    }

    private static Stream<Object> strings() {
        return Stream.of(
                "",
                "a\0b",
                "Zoë 漢字 😀 \uE000 \uFFFF \u007f \u2028",
                "\uD800 alone",
                "\uDC00\uD800",
                "x".repeat(31),
                "x".repeat(32),
                "é".repeat(200),
                "x".repeat(70_000));
    }

    private static Stream<Object> times() {
        return Stream.of(
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX,
                Instant.parse("2024-02-29T12:34:56.789012345Z"),
                Instant.parse("2600-01-01T00:00:00Z"),
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                LocalDate.of(2024, 2, 29),
                LocalDate.MIN,
                LocalTime.of(23, 59, 59, 1),
                LocalDateTime.of(2024, 1, 1, 0, 0),
                LocalDateTime.MAX,
                OffsetDateTime.parse("2024-01-02T03:04:05.6+05:30"),
                ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]"),
                ZonedDateTime.parse("2024-10-27T02:30+02:00[Europe/Berlin]"),
                ZonedDateTime.parse("2024-01-01T00:00Z"),
                Duration.ofSeconds(-1, 5),
                Period.of(1, -2, 3),
                YearMonth.of(2024, 2),
                new Date(5));
    }

    private static Stream<Object> ofTheApplication() {
        Item item = new Item("é", 2, null, Size.LARGE);
        History history = new History();
        history.add("home");
        return Stream.of(
                Size.SMALL,
                Size.LARGE,
                DayOfWeek.MONDAY,
                TimeUnit.DAYS,
                item,
                new Order(List.of(item), Map.of("é", item), new EnumMap<>(Map.of(Size.LARGE, 1)), Set.of(1L)),
                new Secret("swordfish"),
                new Account("ann", "admin", "user", "guest"),
                history);
    }

    private static Stream<Object> collections() {
        Map<@Nullable String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z", 1L);
        map.put("a", null);
        map.put("\uD800", new ArrayList<>(List.of(1, "x", List.of())));
        Map<@Nullable Object, Object> mixed = new LinkedHashMap<>();
        mixed.put(1, "int");
        mixed.put(1L, "long");
        mixed.put(null, "null");
        return Stream.of(
                List.of(),
                List.of(1, 1L, (short) 1, 1.0f, Size.LARGE),
                Arrays.asList(null, "x"),
                List.of(1, 2, 3).subList(1, 3),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                new LinkedList<>(List.of("x")),
                map,
                mixed,
                Map.of(" t", List.of(1, 2)),
                Map.of(UUID.fromString("12345678-1234-5678-1234-567812345678"), Set.of(Map.of(Size.SMALL, 'c'))),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                new TreeSet<>(Comparator.<String>naturalOrder().reversed()),
                Set.of("x"),
                new LinkedHashSet<>(Arrays.asList("b", null, "a")),
                EnumSet.of(Size.LARGE),
                new EnumMap<>(Map.of(Size.SMALL, "s")),
                new ConcurrentHashMap<>(Map.of("k", "v")),
                new int[][] {{1, 2}, {}},
                new String[] {"x"});
    }
}
