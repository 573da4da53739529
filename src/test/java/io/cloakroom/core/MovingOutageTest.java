package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.Warnings;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request gets while one of the two stores is away, and what the operator is told of the move. */
class MovingOutageTest {
    private final TestEngine before = TestEngine.inMemory();
    private final Tapped old = new Tapped(before.store);
    private final Tapped fresh = new Tapped(before.anotherStore());
    private final TestEngine engine = before.movingTo(fresh, old, MovingOutageTest.class.getClassLoader());
    private Browser browser = engine.browser();

    @BeforeEach
    void begin() {
        Browser visitor = before.browser();
        visitor.visit(session -> session.put("a", 1));
        browser = visitor.at(engine);
    }

    @Test
    void missCannotBeToldFromASessionThatHasNotMovedYet() {
        fail(old, "find");
        assertThrows(StoreException.class, () -> browser.request().get("a"));
        assertEquals(1, browser.get("a"));
    }

    @Test
    void anonymousSessionsAreThoseOfAnyOutage() {
        TestEngine lenient = before.movingTo(
                fresh, old, MovingOutageTest.class.getClassLoader(), "session.on-store-failure", "anonymous");
        fail(old, "find");
        List<String> warnings =
                Warnings.of(() -> assertEquals(null, browser.at(lenient).get("a")));
        assertEquals(1, warnings.size());
        assertEquals(1, browser.at(lenient).get("a"));
    }

    @Test
    void sessionThatHasMovedDoesNotNoticeThatTheOldStoreIsAway() {
        browser.get("a");
        for (String method : List.of("find", "update", "touch")) {
            fail(old, method);
        }
        browser.visit(session -> session.put("a", 2));
        assertEquals(2, browser.get("a"));
    }

    @Test
    void sessionThatTheNewStoreCannotTakeIsStillThereAfterwards() {
        fail(fresh, "create");
        assertThrows(StoreException.class, () -> browser.visit(session -> session.put("a", 2)));
        before.clock.advance(Duration.ofDays(30));
        assertEquals(1, browser.get("a"));
    }

    @Test
    void recordThatCannotBeDeletedFailsNoRequestAndIsDeletedLater() {
        List<String> warnings = Warnings.of(() -> {
            fail(old, "delete");
            browser.visit(session -> session.put("a", 2));
            String first = browser.cookie().orElseThrow();
            begin();
            fail(old, "delete");
            browser.get("a");
            assertTrue(before.record(first).isPresent());
            fail(old, "delete");
            engine.round();
            assertTrue(before.record(first).isPresent());
            engine.round();
            assertTrue(before.record(first).isEmpty());
        });
        assertTrue(before.record(browser.cookie().orElseThrow()).isEmpty());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("session.migrate-from")
                && warnings.get(0).contains("start it again"));
    }

    @Test
    void logoutWhileTheOldStoreIsAwayIsMadeUpFor() {
        oldNodeDiesBeforeDeleting();
        String id = browser.cookie().orElseThrow();
        fail(old, "delete");
        browser.visit(Session::invalidate);
        assertEquals(null, engine.browser().with(id).get("a"));
        engine.round();
        before.clock.advance(Duration.ofMinutes(2));
        assertEquals(null, engine.browser().with(id).get("a"));
    }

    @Test
    void whatMovedIsToldOnceAMinute() {
        List<String> told = Warnings.of(Level.INFO, () -> {
            move(3);
            before.clock.advance(Duration.ofSeconds(59));
            engine.round();
            move(1);
            before.clock.advance(Duration.ofSeconds(1));
            engine.round();
            engine.round();
            before.clock.advance(Duration.ofMinutes(5));
            engine.round();
            move(1);
            before.clock.advance(Duration.ofMinutes(1));
            move(2);
            before.clock.advance(Duration.ofMinutes(1));
            engine.round();
        });
        assertEquals(
                List.of(
                        "4 sessions moved from old to new in the last minute.",
                        "1 session moved from old to new in the last minute.",
                        "2 sessions moved from old to new in the last minute."),
                told);
    }

    @Test
    void whatDidNotMoveIsNotTold() {
        assertEquals(List.of(), Warnings.of(Level.INFO, () -> {
            engine.browser().visit(session -> session.put("a", 1));
            browser.request().get("a");
            before.clock.advance(Duration.ofMinutes(1));
            engine.round();
        }));
    }

    private void move(int sessions) {
        for (int i = 0; i < sessions; i++) {
            begin();
            browser.get("a");
            browser.get("a");
        }
    }

    private void oldNodeDiesBeforeDeleting() {
        old.killBefore("delete");
        assertThrows(Tapped.Killed.class, () -> browser.get("a"));
    }

    private static void fail(Tapped store, String method) {
        store.before(method, () -> {
            throw new StoreException("The store is away: start it again.");
        });
    }
}
