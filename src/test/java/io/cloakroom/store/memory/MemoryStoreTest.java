package io.cloakroom.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.MovableClock;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.SweptStoreContract;
import io.cloakroom.spi.TestContext;
import io.cloakroom.spi.Warnings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract, on one node that plays both, and the bound. */
class MemoryStoreTest extends SweptStoreContract {
    private @Nullable SessionStore node;

    @Override
    protected SessionStore open(StoreContext context) {
        if (node == null) {
            node = new MemoryStoreProvider().open(context);
        }
        return node;
    }

    @Test
    void leastRecentlyUsedRecordGoesFirst() {
        SessionStore store = small(2);
        store.create("oldest", bytes("1"), later());
        store.create("middle", bytes("2"), later());
        store.find("oldest");
        store.create("newest", bytes("3"), later());
        assertTrue(store.find("middle").isEmpty());
        assertTrue(store.find("oldest").isPresent());
        assertTrue(store.find("newest").isPresent());
    }

    @Test
    void expiredRecordsGoBeforeLiveOnes() {
        SessionStore store = small(2);
        store.create("eldest but alive", bytes("1"), later());
        store.create("expired", bytes("2"), soon());
        letExpire(soon());
        List<String> warnings = Warnings.of(() -> store.create("newest", bytes("3"), later()));
        assertTrue(store.find("eldest but alive").isPresent());
        assertTrue(store.find("newest").isPresent());
        assertEquals(List.of(), warnings);
    }

    @Test
    void lossIsToldOnceAMinuteAtMost() {
        SessionStore store = small(1);
        List<String> warnings = Warnings.of(() -> {
            for (int i = 0; i < 4; i++) {
                store.create("within a minute " + i, bytes("1"), later());
            }
        });
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("session.memory.threshold"));
        ((MovableClock) clock).advance(Duration.ofMinutes(1));
        assertEquals(
                1,
                Warnings.of(() -> store.create("a minute later", bytes("1"), later()))
                        .size());
    }

    @Test
    void thresholdIsANumberFromOneOn() {
        for (String wrong : List.of("0", "-1", "many", "99999999999")) {
            String message = assertThrows(SessionConfigException.class, () -> open(wrong))
                    .toString();
            assertTrue(message.contains("session.memory.threshold=" + wrong), message);
        }
    }

    private SessionStore small(int threshold) {
        return open(Integer.toString(threshold));
    }

    private SessionStore open(String threshold) {
        return new MemoryStoreProvider()
                .open(new TestContext(Map.of("session.memory.threshold", threshold), clock, Path.of(".")));
    }
}
