package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that gets another id: by the application, or for its age. */
class RegenerateTest {
    private static final CookieChange KEEP = new CookieChange.Keep();
    private static final CookieChange EXPIRE = new CookieChange.Expire();

    private TestEngine engine = TestEngine.inMemory();
    private Browser browser = engine.browser();
    private Browser old = browser;

    @BeforeEach
    void begin() {
        begin(TestEngine.inMemory());
    }

    @Test
    void newIdLoadsAndOldDoesNot() {
        Instant began = (Instant) browser.ask(Session::createdAt);
        String before = browser.id();
        engine.clock.advance(Duration.ofMinutes(1));
        browser.visit(session -> {
            session.regenerateId();
            session.put("user", "ann");
            assertTrue(session.isModified());
            assertFalse(session.isNew());
        });
        assertNotEquals(before, browser.id());
        assertEquals("ann", browser.get("user"));
        assertEquals(1, browser.get("a"));
        assertEquals(began, browser.ask(Session::createdAt));
        assertEquals(null, old.get("a"));
        assertNotEquals(before, old.id());
    }

    @Test
    void attributesAreKeptWithoutAnyChange() {
        browser.visit(Session::regenerateId);
        assertEquals(1, browser.get("a"));
        assertEquals(null, old.get("a"));
    }

    @Test
    void twiceBeforeASaveIsOnce() {
        LiveSession session = browser.request();
        session.regenerateId();
        String first = session.id();
        session.regenerateId();
        browser.commit(session);
        assertEquals(session.id(), browser.id());
        assertEquals(1, browser.get("a"));
        assertTrue(engine.record(first).isEmpty());
    }

    @Test
    void twiceWithASaveBetweenLeavesTheLastOnly() {
        LiveSession session = browser.request();
        session.regenerateId();
        browser.commit(session);
        Browser middle = browser.twin();
        session.regenerateId();
        browser.commit(session);
        assertEquals(1, browser.get("a"));
        assertEquals(null, middle.get("a"));
        assertEquals(null, old.get("a"));
    }

    @Test
    void beforeTheFirstSaveTheLastIdIsTheOne() {
        Browser visitor = engine.browser();
        LiveSession session = visitor.request();
        String first = session.id();
        session.put("a", 1);
        session.regenerateId();
        assertEquals(1, costOf(visitor, session));
        assertNotEquals(first, session.id());
        assertEquals(1, visitor.get("a"));
    }

    @Test
    void endedSessionIsNotBroughtBack() {
        LiveSession session = browser.request();
        session.regenerateId();
        session.put("a", 2);
        String wanted = session.id();
        old.visit(Session::invalidate);
        assertEquals(EXPIRE, browser.commit(session));
        assertTrue(engine.record(wanted).isEmpty());
    }

    @Test
    void afterInvalidationItIsTheNewSessionsId() {
        LiveSession session = browser.request();
        session.invalidate();
        session.regenerateId();
        session.put("b", 2);
        browser.commit(session);
        assertEquals(2, browser.get("b"));
        assertEquals(null, browser.get("a"));
        assertEquals(null, old.get("a"));
    }

    @Test
    void ofTwoAtOnceOneWinsAndKeepsTheChangesOfBoth() {
        Browser losing = browser.twin();
        LiveSession winner = browser.request();
        LiveSession loser = losing.request();
        winner.regenerateId();
        winner.put("winner", true);
        loser.regenerateId();
        loser.put("loser", true);
        String unused = loser.id();
        assertTrue(browser.commit(winner) instanceof CookieChange.Set);
        assertEquals(KEEP, losing.commit(loser));
        assertEquals(true, browser.get("winner"));
        assertEquals(true, browser.get("loser"));
        assertTrue(engine.record(unused).isEmpty());
        assertEquals(null, old.get("a"));
    }

    @Test
    void changesOfARequestThatRanMeanwhileFollowTheSession() {
        LiveSession slow = old.request();
        slow.put("slow", true);
        browser.visit(Session::regenerateId);
        assertEquals(KEEP, old.commit(slow));
        assertEquals(true, browser.get("slow"));
    }

    @Test
    void changesFollowEvenWithoutGrace() {
        begin(TestEngine.inMemory("session.renewal-grace", "0"));
        changesOfARequestThatRanMeanwhileFollowTheSession();
    }

    @Test
    void invalidationRacingWithARenewalStays() {
        LiveSession logout = old.request();
        logout.invalidate();
        browser.visit(Session::regenerateId);
        assertEquals(EXPIRE, old.commit(logout));
        assertEquals(null, browser.get("a"));
    }

    @Test
    void lastAttributeRemovedWithARenewalEndsTheSession() {
        assertEquals(EXPIRE, browser.visit(session -> {
            session.regenerateId();
            session.clear();
        }));
        assertEquals(null, old.get("a"));
    }

    @Test
    void idIsRenewedForItsAge() {
        beginWithRenewal();
        String before = browser.id();
        engine.clock.advance(Duration.ofMinutes(59));
        assertEquals(1, browser.get("a"));
        assertEquals(before, browser.id());
        engine.clock.advance(Duration.ofMinutes(1));
        assertEquals(3, browser.cost(session -> session.get("a")));
        assertNotEquals(before, browser.id());
        assertEquals(1, browser.get("a"));
    }

    @Test
    void renewedIdStillLoadsWithinTheGrace() {
        beginWithRenewal();
        engine.clock.advance(Duration.ofHours(1));
        browser.visit(session -> session.get("a"));
        engine.clock.advance(Duration.ofSeconds(9));
        LiveSession late = old.request();
        late.put("late", true);
        assertEquals(KEEP, old.commit(late));
        assertEquals(true, browser.get("late"));
        engine.clock.advance(Duration.ofSeconds(1));
        assertEquals(null, old.get("a"));
        assertEquals(1, browser.get("a"));
    }

    @Test
    void idRenewedTwiceWithinTheGraceStillLoads() {
        begin(TestEngine.inMemory("session.renewal-interval", "2", "session.renewal-grace", "10"));
        for (int i = 0; i < 2; i++) {
            engine.clock.advance(Duration.ofSeconds(2));
            browser.visit(session -> session.get("a"));
        }
        assertEquals(1, old.get("a"));
    }

    @Test
    void ofTwoRenewalsForAgeAtOnceOneWins() {
        beginWithRenewal();
        engine.clock.advance(Duration.ofHours(1));
        LiveSession one = browser.request();
        LiveSession other = old.request();
        one.get("a");
        other.put("b", 2);
        browser.commit(one);
        assertEquals(KEEP, old.commit(other));
        assertEquals(2, browser.get("b"));
    }

    @Test
    void idIsNotRenewedWhenTheClientCannotBeTold() {
        beginWithRenewal();
        engine.clock.advance(Duration.ofHours(1));
        LiveSession late = browser.request();
        late.put("a", 2);
        assertFalse(engine.sessions.commit(late, false) instanceof CookieChange.Expire);
        engine.clock.advance(Duration.ofMinutes(1));
        assertEquals(2, browser.get("a"));
    }

    private void beginWithRenewal() {
        begin(TestEngine.inMemory("session.renewal-interval", "3600", "session.renewal-grace", "10"));
    }

    private void begin(TestEngine with) {
        engine = with;
        browser = engine.browser();
        browser.visit(session -> session.put("a", 1));
        old = browser.twin();
    }

    private static int costOf(Browser visitor, LiveSession session) {
        visitor.commit(session);
        return session.cost().storeCalls();
    }
}
