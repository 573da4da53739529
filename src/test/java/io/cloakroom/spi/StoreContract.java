package io.cloakroom.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every store must do: the rules of expiry and touch here, the others in {@link RecordContract}. A store's test extends this
 * class, says how to open the store, and is done; that of a {@link Sweepable} store extends {@link SweptStoreContract}.
 */
public abstract class StoreContract extends RecordContract {

    @Test
    void sweepableStoresKeepTheSweepRulesToo() {
        assertEquals(a instanceof Sweepable, this instanceof SweptStoreContract, "Extend SweptStoreContract?");
    }

    // 2. Unknown and expired keys are absent.

    @Test
    void unknownKeyIsAbsent() {
        assertGone(key());
    }

    @Test
    void recordLivesUntilItsExpiryAndNoLonger() {
        String key = key();
        Instant end = soon();
        String version = create(key, "short", end);
        if (clock instanceof MovableClock movable) {
            movable.set(end.minusMillis(1).minus(precision()));
            assertRecord(key, bytes("short"), version);
        }
        letExpire(end);
        assertGone(key);
    }

    @Test
    void updateSetsTheExpiry() {
        String longer = key();
        String shorter = key();
        Instant soon = soon();
        String kept = create(longer, "1", soon);
        String cut = create(shorter, "1", later());
        kept = update(longer, kept, "2", later());
        update(shorter, cut, "2", soon);
        letExpire(soon);
        assertRecord(longer, bytes("2"), kept);
        assertGone(shorter);
    }

    @Test
    void expiryIsToldToTheSecondIfAtAll() {
        String key = key();
        Instant first = later();
        String version = create(key, "1", first);
        assertExpiry(first, key);
        update(key, version, "2", first.plusSeconds(100));
        assertExpiry(first.plusSeconds(100), key);
        a.touch(key, first.plusSeconds(200));
        assertExpiry(first.plusSeconds(200), key);
    }

    // 6. Touch moves the expiry and nothing else.

    @Test
    void touchMovesTheExpiryBothWays() {
        String longer = key();
        String shorter = key();
        Instant soon = soon();
        String kept = create(longer, "longer", soon);
        create(shorter, "shorter", later());
        b.touch(longer, later());
        b.touch(shorter, soon);
        letExpire(soon);
        assertRecord(longer, bytes("longer"), kept);
        assertGone(shorter);
    }

    @Test
    void touchKeepsDataAndVersion() {
        String key = key();
        String version = create(key, "kept", later());
        b.touch(key, later().plusSeconds(60));
        assertRecord(key, bytes("kept"), version);
        version = update(key, version, "updated", later());
        assertRecord(key, bytes("updated"), version);
    }

    @Test
    void touchAndUpdateRaceAndNeitherIsLost() throws Exception {
        Map<String, String> updated = new HashMap<>();
        Instant soon = clock.instant();
        for (int round = 0; round < 20; round++) {
            String key = key();
            soon = soon();
            String version = create(key, "start", soon);
            List<Optional<String>> results = race(4, i -> () -> {
                if (i == 0) {
                    return a.update(key, version, bytes("updated"), later());
                }
                node(i).touch(key, later());
                return Optional.empty();
            });
            updated.put(key, results.get(0).orElseThrow());
        }
        letExpire(soon);
        updated.forEach((key, version) -> assertRecord(key, bytes("updated"), version));
    }

    // 8. Expiries far away and past.

    @Test
    void farExpiriesAreKept() {
        List<Instant> ends = List.of(
                clock.instant().plus(Duration.ofDays(31)),
                Instant.parse("2038-01-19T03:14:08Z"),
                Instant.parse("2106-02-07T06:28:16Z"),
                Instant.parse("9999-12-31T23:59:59Z"));
        for (Instant end : ends) {
            String key = key();
            String version = create(key, "1", end);
            assertExpiry(end, key);
            version = update(key, version, "2", end);
            a.touch(key, end);
            assertExpiry(end, key);
            if (clock instanceof MovableClock movable) {
                movable.set(end.minusSeconds(2));
                assertRecord(key, bytes("2"), version);
                movable.set(end);
                assertGone(key);
            } else {
                assertRecord(key, bytes("2"), version);
            }
        }
    }

    @Test
    void pastExpiryMeansGone() {
        for (Duration ago : List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofDays(20_000))) {
            String created = key();
            a.create(created, bytes("1"), clock.instant().minus(ago));
            assertGone(created);
            assertTrue(b.create(created, bytes("2"), later()).isPresent(), "a record that never was blocks creation");

            String updated = key();
            String version = create(updated, "1", later());
            a.update(updated, version, bytes("2"), clock.instant().minus(ago));
            assertGone(updated);

            String touched = key();
            create(touched, "1", later());
            a.touch(touched, clock.instant().minus(ago));
            assertGone(touched);
        }
    }

    private void assertExpiry(Instant end, String key) {
        a.find(key)
                .orElseThrow()
                .expiresAt()
                .ifPresent(told -> assertTrue(
                        Duration.between(told, end).abs().compareTo(Duration.ofSeconds(1)) <= 0,
                        told + " instead of " + end));
    }
}
