package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpirySecondTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.250Z");

    @ParameterizedTest
    @CsvSource({
        "PT0.001S, 1",
        "PT0.999S, 1",
        "PT1S, 2",
        "PT1.5S, 2",
        "PT1H, 3601",
        "P29DT23H59M59S, 2592000",
        "P29DT23H59M59.999S, 2592000"
    })
    void upToThirtyDaysItIsTheSecondsLeftAndOneMore(Duration left, int expected) {
        assertEquals(expected, of(NOW.plus(left)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T00:00:00.250Z, 1769817601",
        "2026-01-31T00:00:00.249Z, 2592000",
        "2026-02-01T00:00:00Z, 1769904000",
        "2026-02-01T00:00:00.000000001Z, 1769904001",
        "2038-01-19T03:14:07Z, 2147483647"
    })
    void beyondItIsTheSecondSince1970(Instant end, int expected) {
        assertEquals(expected, of(end));
    }

    @Test
    void thirtyTwoBitsWithoutASignAreTheMost() {
        assertEquals(0x8000_0000L, Integer.toUnsignedLong(of(Instant.parse("2038-01-19T03:14:08Z"))));
        assertEquals(0xffff_ffffL, Integer.toUnsignedLong(of(Instant.parse("2106-02-07T06:28:15Z"))));
        assertEquals(0xffff_ffffL, Integer.toUnsignedLong(of(Instant.parse("9999-12-31T23:59:59Z"))));
        Instant later = Instant.parse("9999-12-31T23:59:59Z");
        assertEquals(Integer.MAX_VALUE, ExpirySecond.of(later, NOW, Integer.MAX_VALUE));
    }

    /** Neither 0, which would mean for ever, nor a number of seconds. */
    @ParameterizedTest
    @CsvSource({"PT0S", "PT0.001S", "PT1S", "P20000D"})
    void pastIsASecondOf1970(Duration ago) {
        assertEquals(Duration.ofDays(30).toSeconds() + 1, of(NOW.minus(ago)));
    }

    private static int of(Instant end) {
        return ExpirySecond.of(end, NOW, ExpirySecond.LATEST);
    }
}
