package io.cloakroom.codec;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Dates as HTTP has them (RFC 9110, 5.6.7), which is how Flask tags a datetime: {@code Tue, 02 Jan 2024 03:04:05 GMT}. Stateless, thread-safe. */
final class HttpDates {
    /** Python reads a year of the first century as one of the 20th or 21st. */
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private HttpDates() {}

    /** Whether it has no fraction of a second, and a year of four digits. */
    static boolean canSay(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.SECONDS)) && !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    static String format(Instant time) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
        return date.replaceFirst(", (\\d) ", ", 0$1 ");
    }

    /** Null if it is no date, as in Flask. */
    static @Nullable Instant parse(String date) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
