package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.Sweepable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a request costs its store, and when nothing is stored at all. */
class StoreCallsTest {
    private final TestEngine engine = TestEngine.inMemory();
    private final Browser browser = engine.browser();

    @Test
    void untouchedSessionCostsNothing() {
        browser.visit(session -> session.put("a", 1));
        LiveSession session = browser.request();
        assertEquals(new CookieChange.Keep(), browser.commit(session));
        assertEquals(0, session.cost().storeCalls());
        assertFalse(session.isAccessed());
    }

    @Test
    void askingForTheCostOpensNothing() {
        browser.visit(session -> session.put("a", 1));
        LiveSession session = browser.request();
        assertEquals(0, session.cost().storeCalls());
        assertEquals("Session[not opened]", session.toString());
        assertFalse(session.isModified());
        session.savepoint();
        assertFalse(session.isAccessed());
    }

    @Test
    void newSessionCostsOneCall() {
        assertEquals(1, browser.cost(session -> session.put("a", 1)));
    }

    @Test
    void readingCostsOneCallHoweverOften() {
        browser.visit(session -> session.put("a", 1));
        assertEquals(1, browser.cost(session -> {
            session.get("a");
            assertEquals(1, session.size());
            assertFalse(session.containsKey("b"));
            session.keySet().forEach(session::get);
            session.id();
            session.flashes();
        }));
    }

    @Test
    void writingCostsTwoCallsHoweverMuch() {
        browser.visit(session -> session.put("a", 1));
        assertEquals(2, browser.cost(session -> {
            session.put("a", 2);
            session.put("b", 3);
            session.remove("a");
            session.merge("c", 1, (x, y) -> y);
            session.flash("saved");
            session.setPermanent(false);
        }));
    }

    @Test
    void readingWithinTheTouchIntervalDoesNotTouch() {
        browser.visit(session -> session.put("a", 1));
        engine.clock.advance(interval().minusMillis(1));
        assertEquals(1, browser.cost(session -> session.get("a")));
        engine.clock.advance(Duration.ofMillis(1));
        assertEquals(2, browser.cost(session -> session.get("a")));
        assertEquals(1, browser.cost(session -> session.get("a")));
    }

    @Test
    void touchIsNotRepeatedByASecondCommit() {
        Browser eager = TestEngine.inMemory("session.touch-interval", "0").browser();
        eager.visit(session -> session.put("a", 1));
        LiveSession session = eager.request();
        session.put("a", 2);
        eager.commit(session);
        eager.commit(session);
        assertEquals(2, session.cost().storeCalls());
    }

    @Test
    void touchIntervalOfZeroTouchesOnEachReading() {
        TestEngine eager = TestEngine.inMemory("session.touch-interval", "0");
        Browser visitor = eager.browser();
        visitor.visit(session -> session.put("a", 1));
        eager.clock.advance(Duration.ofMillis(1));
        assertEquals(2, visitor.cost(session -> session.get("a")));
    }

    @Test
    void endCostsThreeCalls() {
        browser.visit(session -> session.put("a", 1));
        assertEquals(3, browser.cost(Session::invalidate));
    }

    @Test
    void unknownIdIsLookedUpOnce() {
        browser.with("A".repeat(43));
        assertEquals(1, browser.cost(session -> {
            session.get("a");
            session.get("b");
        }));
    }

    @Test
    void valueOfAnotherFormNeverReachesTheStore() {
        for (String value :
                new String[] {"", "A".repeat(42), "A".repeat(44), "../" + "A".repeat(40), "A".repeat(42) + "*"}) {
            assertEquals(0, engine.browser().with(value).cost(session -> session.get("a")), value);
        }
    }

    @Test
    void nothingIsStoredForASessionWithoutAttributes() {
        for (int bot = 0; bot < 10; bot++) {
            Browser visitor = engine.browser();
            visitor.visit(session -> {
                session.get("a");
                session.setPermanent(false);
                session.setIdleLifetime(Duration.ofHours(1));
                session.regenerateId();
                session.put("a", 1);
                session.remove("a");
                session.merge("b", 1, (x, y) -> y);
                session.clear();
            });
            assertTrue(visitor.cookie().isEmpty());
        }
        assertEquals(0, records());
    }

    @Test
    void lastAttributeTakesTheRecordAndTheCookieAlong() {
        browser.visit(session -> session.put("a", 1));
        assertEquals(new CookieChange.Expire(), browser.visit(session -> session.remove("a")));
        assertEquals(0, records());
    }

    @Test
    void secondCommitOfTheSameDoesNothing() {
        LiveSession session = browser.request();
        session.put("a", 1);
        browser.commit(session);
        assertEquals(new CookieChange.Keep(), browser.commit(session));
        assertEquals(1, session.cost().storeCalls());
        session.put("a", 2);
        browser.commit(session);
        assertEquals(2, session.cost().storeCalls());
        assertTrue(session.isNew());
        assertTrue(session.isModified());
        assertEquals(2, browser.get("a"));
    }

    @Test
    void costTellsWhatTheRecordWeighs() {
        LiveSession session = browser.request();
        session.put("a", 1);
        browser.commit(session);
        assertEquals("memory", session.cost().backend());
        assertEquals(
                engine.record(session.id()).orElseThrow().data().length,
                session.cost().recordBytes());
        assertEquals(
                SessionIds.fingerprint(session.id()), session.cost().idHash().orElseThrow());
        assertEquals(
                engine.clock.instant().plus(Duration.ofDays(31)),
                session.cost().expiresAt().orElseThrow());
    }

    private Duration interval() {
        return engine.config.lifetimes().touchInterval();
    }

    private int records() {
        SessionStore store = engine.store;
        return ((Sweepable) store).sweep(engine.clock.instant().plus(Duration.ofDays(1000)), 1000);
    }
}
