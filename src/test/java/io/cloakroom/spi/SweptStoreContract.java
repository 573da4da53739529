package io.cloakroom.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link Sweepable} store must do besides: rule 9. */
public abstract class SweptStoreContract extends StoreContract {

    @BeforeEach
    void sweepWhatOthersLeft() {
        // Also what has not expired yet, but will while this test moves the clock.
        while (((Sweepable) a).sweep(later(), 1000) == 1000) {
            // There is more.
        }
    }

    @Test
    void sweepTakesExpiredRecordsOnly() {
        createExpired(5);
        Map<String, String> living = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            String key = key();
            living.put(key, create(key, key, later()));
        }
        assertEquals(5, sweep(a, 100));
        assertEquals(0, sweep(a, 100));
        living.forEach((key, version) -> assertRecord(key, bytes(key), version));
    }

    @Test
    void sweepLeavesWhatExpiresAfterTheMomentItIsGiven() {
        Instant soon = soon();
        String key = key();
        String version = create(key, "1", soon);
        assertEquals(0, ((Sweepable) a).sweep(clock.instant(), 100));
        assertRecord(key, bytes("1"), version);
        letExpire(soon);
        assertEquals(0, ((Sweepable) a).sweep(soon.minusSeconds(10), 100));
        assertEquals(1, sweep(a, 100));
    }

    @Test
    void sweepTakesAtMostTheLimit() {
        createExpired(5);
        assertEquals(2, sweep(a, 2));
        assertEquals(2, sweep(a, 2));
        assertEquals(1, sweep(a, 2));
        assertEquals(0, sweep(a, 2));
    }

    @Test
    void sweepTakesRecordsOfOtherNodesToo() {
        List<String> keys = createExpired(3);
        assertEquals(3, sweep(b, 100));
        keys.forEach(this::assertGone);
    }

    @Test
    void sweepHonoursTouchAndUpdate() {
        Instant soon = soon();
        String touched = key();
        String updated = key();
        String version = create(touched, "1", soon);
        String old = create(updated, "1", soon);
        a.touch(touched, later());
        String renewed = update(updated, old, "2", later());
        letExpire(soon);
        assertEquals(0, sweep(a, 100));
        assertRecord(touched, bytes("1"), version);
        assertRecord(updated, bytes("2"), renewed);
    }

    @Test
    void severalSweepersShareTheWork() throws Exception {
        createExpired(60);
        List<Integer> removed = race(6, i -> () -> sweep(node(i), 100));
        assertEquals(60, removed.stream().mapToInt(Integer::intValue).sum());
        assertEquals(0, sweep(a, 100));
    }

    @Test
    void recordCreatedAnewDuringASweepStays() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<String> keys = createExpired(5);
            List<Optional<String>> versions = race(7, i -> () -> {
                if (i >= 5) {
                    sweep(node(i), 100);
                    return Optional.empty();
                }
                return node(i).create(keys.get(i), bytes("anew " + i), later());
            });
            for (int i = 0; i < 5; i++) {
                assertRecord(keys.get(i), bytes("anew " + i), versions.get(i).orElseThrow());
            }
        }
    }

    @Test
    void liveTrafficGoesOnDuringASweep() throws Exception {
        createExpired(50);
        List<Boolean> served = race(6, i -> () -> {
            if (i >= 4) {
                sweep(node(i), 100);
                return true;
            }
            String key = key();
            String version = node(i).create(key, bytes("start"), later()).orElseThrow();
            for (int n = 0; n < 20; n++) {
                version = node(i).update(key, version, bytes("" + n), later()).orElseThrow();
                node(i).touch(key, later());
            }
            return node(i).find(key).orElseThrow().version().equals(version);
        });
        assertTrue(served.stream().allMatch(ok -> ok), "a sweep disturbed a live session");
    }

    /**
     * Whether the sweep tells of what it removed. Override it with {@code false} for a store that leaves it at the
     * default: then listeners of an application that uses it hear of no expiry.
     */
    protected boolean tellsWhatItSweeps() {
        return true;
    }

    @Test
    void sweepTellsWhatWasInEachRecordThatItRemoved() {
        Instant soon = soon();
        Set<String> expired = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            expired.add("expired " + i);
            create(key(), "expired " + i, soon);
        }
        create(key(), "living", later());
        letExpire(soon);
        List<String> told = new ArrayList<>();
        assertEquals(2, sweepAndTell(b, 2, told));
        assertEquals(3, sweepAndTell(a, 100, told));
        assertEquals(0, sweepAndTell(a, 100, told));
        assertEquals(
                tellsWhatItSweeps() ? List.copyOf(expired) : List.of(),
                told.stream().sorted().toList());
    }

    @Test
    void sweepTellsNothingOfARecordThatWasDeleted() {
        Instant soon = soon();
        String key = key();
        create(key, "deleted", soon);
        a.delete(key);
        letExpire(soon);
        List<String> told = new ArrayList<>();
        sweepAndTell(a, 100, told);
        assertEquals(List.of(), told);
    }

    @Test
    void expiredRecordThatSomebodyLookedForIsStillTold() {
        String key = createExpired(1).get(0);
        assertGone(key);
        a.touch(key, later());
        List<String> told = new ArrayList<>();
        assertEquals(1, sweepAndTell(a, 100, told));
        assertEquals(tellsWhatItSweeps() ? List.of("expired") : List.of(), told);
    }

    @Test
    void severalSweepersTellOfEachRecordOnce() throws Exception {
        Instant soon = soon();
        for (int i = 0; i < 60; i++) {
            create(key(), "expired " + i, soon);
        }
        letExpire(soon);
        List<List<String>> told = race(6, i -> () -> {
            List<String> mine = new ArrayList<>();
            int removed = sweepAndTell(node(i), 100, mine);
            assertEquals(tellsWhatItSweeps() ? removed : 0, mine.size());
            return mine;
        });
        List<String> all = told.stream().flatMap(List::stream).toList();
        assertEquals(tellsWhatItSweeps() ? 60 : 0, all.size());
        assertEquals(all.size(), new TreeSet<>(all).size(), "told twice");
    }

    /**
     * Whether {@link SessionStore#find(String, java.util.function.Consumer)} takes what has expired and tells of it. Override it with {@code false} for a
     * store that leaves it at the default: then listeners hear of an expiry when it is swept.
     */
    protected boolean tellsWhatItFinds() {
        return tellsWhatItSweeps();
    }

    @Test
    void whoComesTooLateTakesTheRecordAndTellsWhatWasInIt() {
        String key = createExpired(1).get(0);
        List<String> told = new ArrayList<>();
        assertEquals(Optional.empty(), findAndTell(b, key, told));
        assertEquals(tellsWhatItFinds() ? List.of("expired") : List.of(), told);
        assertEquals(Optional.empty(), findAndTell(a, key, told));
        assertEquals(tellsWhatItFinds() ? 0 : 1, sweepAndTell(a, 100, told));
        assertEquals(tellsWhatItSweeps() ? List.of("expired") : List.of(), told, "once");
    }

    @Test
    void whoComesInTimeTakesNothing() {
        String key = key();
        String version = create(key, "living", later());
        List<String> told = new ArrayList<>();
        assertEquals(version, findAndTell(b, key, told).orElseThrow().version());
        assertEquals(Optional.empty(), findAndTell(b, key(), told));
        assertEquals(List.of(), told);
        assertRecord(key, bytes("living"), version);
    }

    @Test
    void ofSeveralWhoComeTooLateOneTells() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = createExpired(1).get(0);
            List<List<String>> told = race(6, i -> () -> {
                List<String> mine = new ArrayList<>();
                if (i == 5) {
                    sweepAndTell(node(i), 100, mine);
                } else {
                    findAndTell(node(i), key, mine);
                }
                return mine;
            });
            assertEquals(
                    tellsWhatItSweeps() ? List.of("expired") : List.of(),
                    told.stream().flatMap(List::stream).toList());
        }
    }

    @Test
    void recordCreatedAnewStaysWhenSomebodyComesTooLate() throws Exception {
        for (int round = 0; round < 10; round++) {
            String key = createExpired(1).get(0);
            List<Optional<String>> versions = race(4, i -> () -> {
                if (i > 0) {
                    findAndTell(node(i), key, new ArrayList<>());
                    return Optional.empty();
                }
                return node(i).create(key, bytes("anew"), later());
            });
            assertRecord(key, bytes("anew"), versions.get(0).orElseThrow());
        }
    }

    private static Optional<SessionStore.Stored> findAndTell(SessionStore node, String key, List<String> told) {
        return node.find(key, data -> told.add(new String(data, UTF_8)));
    }

    private int sweepAndTell(SessionStore node, int limit, List<String> told) {
        return ((Sweepable) node).sweep(clock.instant(), limit, data -> told.add(new String(data, UTF_8)));
    }

    private List<String> createExpired(int count) {
        Instant soon = soon();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = key();
            create(key, "expired", soon);
            keys.add(key);
        }
        letExpire(soon);
        return keys;
    }

    private int sweep(SessionStore node, int limit) {
        return ((Sweepable) node).sweep(clock.instant(), limit);
    }
}
