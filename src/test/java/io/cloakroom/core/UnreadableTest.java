package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionException;
import io.cloakroom.spi.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records and attributes that this node cannot read. */
class UnreadableTest {

    /** A class that only one node has. */
    record Hat(int size) {}

    private final TestEngine engine = TestEngine.inMemory();
    private final Browser browser = engine.browser();
    private final TestEngine nodeWithoutHats = engine.anotherNode(ClassLoader.getPlatformClassLoader());
    private final Browser there = new Browser(nodeWithoutHats);

    @BeforeEach
    void begin() {
        browser.visit(session -> {
            session.put("hat", new Hat(58));
            session.put("a", 1);
        });
        there.with(browser.cookie().orElseThrow());
    }

    @Test
    void attributeOfAnUnknownClassTravelsUntouched() {
        byte[] before = hat();
        assertEquals(2, there.cost(session -> {
            assertEquals(1, session.get("a"));
            assertTrue(session.containsKey("hat"));
            assertEquals(2, session.size());
            session.put("b", 2);
        }));
        assertArrayEquals(before, hat());
        assertEquals(new Hat(58), browser.get("hat"));
        assertEquals(2, browser.get("b"));
    }

    @Test
    void readingItSaysWhyAndHarmsNothingElse() {
        there.visit(session -> {
            String told = assertThrows(SessionException.class, () -> session.get("hat"))
                    .toString();
            assertTrue(told.contains("'hat'") && told.contains(Hat.class.getName()), told);
            assertThrows(SessionException.class, () -> session.get("hat", Object.class));
            assertThrows(SessionException.class, () -> session.merge("hat", 1, (one, other) -> other));
            assertFalse(session.isModified());
            assertEquals(1, session.get("a"));
        });
        assertEquals(new Hat(58), browser.get("hat"));
    }

    @Test
    void itCanBeReplacedAndRemoved() {
        there.visit(session -> assertEquals(null, session.put("hat", "none")));
        assertEquals("none", browser.get("hat"));
        browser.visit(session -> session.put("hat", new Hat(58)));
        there.visit(session -> assertEquals(null, session.remove("hat")));
        assertEquals(null, browser.get("hat"));
    }

    @Test
    void damagedRecordIsAnEmptySessionWithANewId() {
        for (byte[] damage :
                List.of(new byte[0], new byte[] {1, 2, 3}, "not a record".getBytes(StandardCharsets.UTF_8))) {
            String id = browser.id();
            String key = engine.key(id);
            engine.overwrite(id, damage);
            List<String> warnings = Warnings.of(() -> browser.visit(session -> {
                assertTrue(session.isEmpty());
                assertTrue(session.isNew());
                assertNotEquals(id, session.id());
                session.put("a", 1);
            }));
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).contains(SessionIds.fingerprint(key)), warnings.get(0));
            assertFalse(warnings.get(0).contains(id) || warnings.get(0).contains(key), warnings.get(0));
            assertArrayEquals(damage, engine.store.find(key).orElseThrow().data());
            assertEquals(1, browser.get("a"));
        }
    }

    @Test
    void recordThatIsDamagedWhileARequestRunsEndsTheSession() {
        LiveSession writing = browser.request();
        LiveSession ending = browser.request();
        writing.put("a", 2);
        ending.invalidate();
        String id = writing.id();
        engine.overwrite(id, new byte[] {1, 2, 3});
        assertEquals(new CookieChange.Expire(), browser.twin().commit(writing));
        assertEquals(new CookieChange.Expire(), browser.twin().commit(ending));
        assertTrue(engine.record(id).isEmpty());
    }

    private byte[] hat() {
        byte[] record = engine.record(browser.id()).orElseThrow().data();
        return Objects.requireNonNull(engine.codec.split(record).get("hat"));
    }
}
