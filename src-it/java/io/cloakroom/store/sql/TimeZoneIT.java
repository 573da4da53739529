package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.MovableClock;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.Sweepable;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.SqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table tells the time in UTC, wherever the JVM believes to be, and also in the hour that daylight saving leaves out there. */
class TimeZoneIT {
    private static final byte[] DATA = {1};

    private final TimeZone before = TimeZone.getDefault();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void goBack() {
        TimeZone.setDefault(before);
    }

    /** In Berlin there is no half past two on 28 March 2027, in New York none on 14 March 2027. */
    @ParameterizedTest
    @EnumSource
    void hourThatDaylightSavingLeavesOutIsAnHourLikeOthers(Product product) throws SQLException {
        livesThrough(product, "Europe/Berlin", "2027-03-28T");
        livesThrough(product, "America/New_York", "2027-03-14T");
    }

    /** And half past two twice on 31 October 2027. */
    @ParameterizedTest
    @EnumSource
    void hourThatDaylightSavingRepeatsIsOneHour(Product product) throws SQLException {
        livesThrough(product, "Europe/Berlin", "2027-10-31T");
    }

    @ParameterizedTest
    @EnumSource
    void zoneFarFromGreenwichChangesNothing(Product product) throws SQLException {
        livesThrough(product, "Pacific/Kiritimati", "2027-01-01T");
    }

    private void livesThrough(Product product, String zone, String day) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        String url = product.newDatabase();
        try (SessionStore store =
                new SqlStoreProvider().open(new TestContext(Product.settings(url), clock, Path.of("target")))) {
            clock.set(Instant.parse(day + "01:50:00Z"));
            String version =
                    store.create("key", DATA, Instant.parse(day + "02:20:00Z")).orElseThrow();
            assertExpiry("02:20:00", url);
            clock.set(Instant.parse(day + "02:10:00Z"));
            assertEquals(
                    Optional.of(Instant.parse(day + "02:20:00Z")),
                    store.find("key").orElseThrow().expiresAt());
            store.touch("key", Instant.parse(day + "03:10:00Z"));
            assertExpiry("03:10:00", url);
            clock.set(Instant.parse(day + "02:40:00Z"));
            assertEquals(0, ((Sweepable) store).sweep(clock.instant(), 10));
            assertTrue(store.find("key").isPresent(), "half an hour before its end");
            assertTrue(
                    store.update("key", version, DATA, Instant.parse(day + "02:45:00Z"))
                            .isPresent(),
                    "half an hour before its end");
            assertExpiry("02:45:00", url);
            clock.set(Instant.parse(day + "02:44:59.999Z"));
            assertTrue(store.find("key").isPresent(), "a millisecond before its end");
            clock.set(Instant.parse(day + "02:45:00Z"));
            assertEquals(Optional.empty(), store.find("key"));
            assertEquals(1, ((Sweepable) store).sweep(clock.instant(), 10));
        }
    }

    private static void assertExpiry(String time, String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, SqlServer.USER, SqlServer.PASSWORD);
                ResultSet rows =
                        connection.createStatement().executeQuery("SELECT CAST(expiry AS CHAR(30)) FROM sessions")) {
            assertTrue(rows.next(), "no row");
            assertTrue(rows.getString(1).contains(" " + time), rows.getString(1) + " instead of " + time);
        }
    }
}
