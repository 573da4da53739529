package io.cloakroom.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore.Stored;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The part of {@link StoreContract} about bytes, creation, versions, deletion, keys and nodes. */
public abstract class RecordContract extends TwoNodes {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int CONTENDERS = 64;
    private static final int MEBIBYTE = 1 << 20;

    // 1. The bytes come back exactly.

    @Test
    void everyByteComesBack() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String key = key();
        String version = a.create(key, all, later()).orElseThrow();
        assertRecord(key, all, version);
        byte[] backwards = new byte[256];
        for (int i = 0; i < all.length; i++) {
            backwards[i] = all[255 - i];
        }
        version = a.update(key, version, backwards, later()).orElseThrow();
        assertRecord(key, backwards, version);
    }

    @Test
    void noBytesAreARecordToo() {
        String key = key();
        String version = a.create(key, new byte[0], later()).orElseThrow();
        assertRecord(key, new byte[0], version);
        version = update(key, version, "no longer empty", later());
        version = a.update(key, version, new byte[0], later()).orElseThrow();
        assertRecord(key, new byte[0], version);
    }

    @Test
    void oneMebibyteFitsOrTheLimitIsNamed() {
        byte[] large = new byte[MEBIBYTE];
        new Random(1).nextBytes(large);
        String key = key();
        if (holdsOneMebibyte()) {
            String version = a.create(key, large, later()).orElseThrow();
            assertRecord(key, large, version);
            large[MEBIBYTE - 1]++;
            version = a.update(key, version, large, later()).orElseThrow();
            assertRecord(key, large, version);
        } else {
            String told = assertThrows(StoreException.class, () -> a.create(key, large, later()))
                    .toString();
            assertTrue(told.matches("(?s).*\\d.*"), "names no limit: " + told);
            assertGone(key);
        }
    }

    @Test
    void callerKeepsItsArrayAndMayChangeIt() {
        byte[] mine = bytes("mine");
        String key = key();
        String version = a.create(key, mine, later()).orElseThrow();
        mine[0] = '!';
        assertRecord(key, bytes("mine"), version);
        a.find(key).orElseThrow().data()[0] = '!';
        assertRecord(key, bytes("mine"), version);
        byte[] next = bytes("next");
        version = a.update(key, version, next, later()).orElseThrow();
        next[0] = '!';
        assertRecord(key, bytes("next"), version);
    }

    // 3. Create refuses an existing key.

    @Test
    void createRefusesAnExistingKey() {
        String key = key();
        String version = create(key, "first", later());
        assertEquals(Optional.empty(), a.create(key, bytes("second"), later()));
        assertEquals(Optional.empty(), b.create(key, bytes("first"), later()));
        assertRecord(key, bytes("first"), version);
    }

    @Test
    void ofManyCreatorsExactlyOneWins() throws Exception {
        String key = key();
        List<Optional<String>> versions =
                race(CONTENDERS, i -> () -> node(i).create(key, bytes("creator " + i), later()));
        int winner = onlyWinner(versions);
        assertRecord(key, bytes("creator " + winner), versions.get(winner).orElseThrow());
    }

    @Test
    void expiredRecordDoesNotBlockCreation() {
        String key = key();
        Instant end = soon();
        create(key, "old", end);
        letExpire(end);
        String version = b.create(key, bytes("new"), later()).orElseThrow();
        assertRecord(key, bytes("new"), version);
    }

    // 4. Update refuses a stale version.

    @Test
    void updateRefusesAStaleVersion() {
        String key = key();
        String first = create(key, "1", later());
        String second = b.update(key, first, bytes("2"), later()).orElseThrow();
        assertNotEquals(first, second);
        assertEquals(Optional.empty(), a.update(key, first, bytes("3"), later()));
        assertEquals(Optional.empty(), b.update(key, first, bytes("3"), later()));
        assertRecord(key, bytes("2"), second);
    }

    @Test
    void updateRefusesAVersionOfAnEarlierRecord() {
        String key = key();
        String version = create(key, "earlier", later());
        a.delete(key);
        String present = create(key, "present", later());
        assertEquals(Optional.empty(), a.update(key, version, bytes("stale"), later()));
        assertRecord(key, bytes("present"), present);
    }

    @Test
    void ofManyUpdatersExactlyOneWins() throws Exception {
        String key = key();
        String version = create(key, "start", later());
        List<Optional<String>> versions =
                race(CONTENDERS, i -> () -> node(i).update(key, version, bytes("updater " + i), later()));
        int winner = onlyWinner(versions);
        assertRecord(key, bytes("updater " + winner), versions.get(winner).orElseThrow());
    }

    @Test
    void eachUpdateGivesANewVersion() {
        String key = key();
        byte[] same = bytes("same");
        String first = a.create(key, same, later()).orElseThrow();
        String second = a.update(key, first, same, later()).orElseThrow();
        String third = a.update(key, second, same, later().plusSeconds(60)).orElseThrow();
        assertRecord(key, same, third);
        if (!versionsAreContentHashes()) {
            assertNotEquals(first, second);
            assertNotEquals(second, third);
            assertNotEquals(first, third);
            assertEquals(Optional.empty(), b.update(key, first, bytes("stale"), later()));
        }
    }

    // 5. The dead stay dead.

    @Test
    void updateAndTouchOfADeletedRecordBringNothingBack() {
        String key = key();
        String version = create(key, "gone", later());
        b.delete(key);
        assertEquals(Optional.empty(), a.update(key, version, bytes("back"), later()));
        assertGone(key);
        a.touch(key, later());
        assertGone(key);
    }

    @Test
    void updateAndTouchOfAnExpiredRecordBringNothingBack() {
        String key = key();
        Instant end = soon();
        String version = create(key, "gone", end);
        letExpire(end);
        a.touch(key, later());
        assertGone(key);
        assertEquals(Optional.empty(), a.update(key, version, bytes("back"), later()));
        assertGone(key);
    }

    @Test
    void updateAndTouchOfAnUnknownKeyCreateNothing() {
        String known = key();
        String version = create(known, "known", later());
        String key = key();
        assertEquals(Optional.empty(), a.update(key, version, bytes("new"), later()));
        a.touch(key, later());
        assertGone(key);
    }

    // 7. Keys.

    @Test
    void deletingTwiceIsHarmless() {
        String key = key();
        create(key, "1", later());
        a.delete(key);
        a.delete(key);
        b.delete(key);
        b.delete(key());
        assertGone(key);
    }

    @Test
    void everyCharacterOfTheAlphabetCounts() {
        Map<String, String> versions = new LinkedHashMap<>();
        String id = key().substring("session:".length() + 1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            String first = "session:" + ALPHABET.charAt(i) + id;
            versions.put(first, create(first, first, later()));
            String last = "session:" + id + ALPHABET.charAt(i);
            versions.put(last, create(last, last, later()));
        }
        versions.forEach((key, version) -> assertRecord(key, bytes(key), version));
    }

    @Test
    void twoPrefixesNeverSeeEachOther() {
        String id = key().substring("session:".length());
        List<String> prefixes =
                List.of("", "session:", "Session:", "shop:session:", "../shop/", "*", "[a-z]?%_$.'\"{}\\:");
        Map<String, String> versions = new LinkedHashMap<>();
        for (String prefix : prefixes) {
            versions.put(prefix, create(prefix + id, prefix, later()));
        }
        versions.forEach((prefix, version) -> assertRecord(prefix + id, bytes(prefix), version));
        for (String prefix : prefixes) {
            b.delete(prefix + id);
            versions.remove(prefix);
            assertGone(prefix + id);
            versions.forEach((other, version) -> assertRecord(other + id, bytes(other), version));
        }
    }

    // 10. Nodes.

    @Test
    void whatOneNodeWritesTheOtherReadsAtOnce() {
        String key = key();
        String version = create(key, "0", later());
        for (int i = 1; i <= 20; i++) {
            Stored seen = node(i).find(key).orElseThrow();
            assertEquals(version, seen.version());
            version =
                    node(i).update(key, seen.version(), bytes("" + i), later()).orElseThrow();
        }
        assertRecord(key, bytes("20"), version);
        a.delete(key);
        assertTrue(b.find(key).isEmpty(), "still there for the other node");
        assertTrue(b.create(key, bytes("again"), later()).isPresent(), "a deleted record blocks creation");
    }

    @Test
    void countersOfManyNodesAddUpExactly() throws Exception {
        String key = key();
        create(key, "\0", later());
        race(8, i -> () -> {
            for (int done = 0; done < 10; ) {
                Stored seen = node(i).find(key).orElseThrow();
                seen.data()[0]++;
                if (node(i).update(key, seen.version(), seen.data(), later()).isPresent()) {
                    done++;
                }
            }
            return i;
        });
        assertEquals(80, a.find(key).orElseThrow().data()[0]);
    }
}
