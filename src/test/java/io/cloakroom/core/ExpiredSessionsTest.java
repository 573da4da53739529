package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of sessions that expired. */
class ExpiredSessionsTest {
    private static final Duration LONG = Duration.ofDays(32);

    private final TestEngine engine = TestEngine.inMemory();
    private final Browser browser = engine.browser();
    private final List<ExpiredSession> told = listened(engine);

    @Test
    void expiredSessionIsToldOnceWithAllThatWasInIt() {
        Instant begun = engine.clock.instant();
        browser.visit(session -> session.putAll(Map.of("user", "ada", "visits", 3)));
        String hash = SessionIds.fingerprint(browser.id());
        engine.sweep();
        assertEquals(List.of(), told);
        engine.clock.advance(LONG);
        engine.sweep();
        engine.sweep();
        assertEquals(1, told.size());
        ExpiredSession session = told.get(0);
        assertEquals(Map.of("user", "ada", "visits", 3), session.attributes());
        assertEquals(Optional.of(hash), session.idHash());
        assertEquals(hash, session.session().id(), "all that is left of it");
        assertEquals(begun, session.session().createdAt());
        assertEquals(begun, session.session().lastAccessedAt());
        assertEquals(Duration.ofDays(31), session.session().idleLifetime());
        assertFalse(session.toString().contains("ada"));
    }

    @Test
    void lateRequestIsToldOfTheOldSessionBeforeItUsesTheNewOne() {
        browser.visit(session -> {
            session.setPermanent(false);
            session.put("user", "ada");
        });
        engine.clock.advance(LONG);
        assertEquals(1, browser.cost(session -> {
            assertTrue(session.isNew());
            assertEquals(Map.of("user", "ada"), told.get(0).attributes());
        }));
        engine.sweep();
        assertEquals(1, told.size(), "once");
    }

    @Test
    void whoIsToldMayUseTheNewSession() {
        browser.visit(session -> {
            session.setPermanent(false);
            session.put("user", "ada");
        });
        engine.clock.advance(LONG);
        LiveSession late = browser.request();
        engine.sessions.onExpiry(
                session -> late.put("before", session.attributes().get("user")));
        assertTrue(late.isNew());
        assertEquals(Map.of("before", "ada"), Map.copyOf(late));
    }

    @Test
    void withNobodyToTellTheRecordWaitsForTheSweep() {
        TestEngine silent = TestEngine.inMemory();
        Browser visitor = silent.browser();
        visitor.visit(session -> {
            session.setPermanent(false);
            session.put("user", "ada");
        });
        silent.clock.advance(LONG);
        visitor.visit(session -> assertTrue(session.isNew()));
        List<ExpiredSession> afterwards = listened(silent);
        silent.sweep();
        assertEquals(1, afterwards.size());
    }

    @Test
    void sessionThatExpiredUnderItsRequestIsTold() {
        browser.visit(session -> session.put("user", "ada"));
        LiveSession slow = browser.request();
        slow.put("late", true);
        engine.clock.advance(LONG);
        engine.sessions.commit(slow, true);
        assertEquals(Map.of("user", "ada"), told.get(0).attributes());
    }

    @Test
    void whatIsDoneToTheOldSessionIsKeptNowhere() {
        browser.visit(session -> session.put("user", "ada"));
        engine.clock.advance(LONG);
        engine.sweep();
        LiveSession old = told.get(0).session();
        old.put("more", 1);
        old.invalidate();
        assertEquals(Map.of("user", "ada", "more", 1), Map.copyOf(old));
        assertEquals(new CookieChange.Keep(), engine.sessions.commit(old, true));
        assertEquals(0, old.cost().storeCalls());
        assertEquals(1, told.size(), "it ends once");
    }

    @Test
    void sessionThatWasEndedIsNotToldAgain() {
        browser.visit(session -> session.put("user", "ada"));
        browser.visit(Session::invalidate);
        browser.visit(session -> session.put("user", "ada"));
        browser.visit(Session::clear);
        engine.clock.advance(LONG);
        engine.sweep();
        assertEquals(List.of(), told);
    }

    @Test
    void renewedSessionIsToldUnderItsLastIdOnly() {
        browser.visit(session -> session.put("user", "ada"));
        browser.visit(Session::regenerateId);
        String hash = SessionIds.fingerprint(browser.id());
        engine.clock.advance(LONG);
        engine.sweep();
        assertEquals(
                List.of(Optional.of(hash)),
                told.stream().map(ExpiredSession::idHash).toList());
    }

    @Test
    void changeThatFollowsARenewedSessionLeavesItsHash() {
        browser.visit(session -> session.put("user", "ada"));
        LiveSession late = browser.twin().request();
        late.put("late", true);
        browser.visit(Session::regenerateId);
        engine.sessions.commit(late, true);
        String hash = SessionIds.fingerprint(browser.id());
        engine.clock.advance(LONG);
        engine.sweep();
        assertEquals(Map.of("user", "ada", "late", true), told.get(0).attributes());
        assertEquals(Optional.of(hash), told.get(0).idHash());
    }

    @Test
    void idOfARecordThatIsSharedIsToldAsAHashToo() {
        TestEngine shared = TestEngine.inMemory("session.hash-ids", "false");
        List<ExpiredSession> there = listened(shared);
        Browser visitor = shared.browser();
        visitor.visit(session -> session.put("user", "ada"));
        String hash = SessionIds.fingerprint(visitor.id());
        shared.clock.advance(LONG);
        shared.sweep();
        assertEquals(Optional.of(hash), there.get(0).idHash());
    }

    @Test
    void recordOfFlaskOrADamagedOneIsNoTrouble() {
        Instant end = engine.clock.instant().plusSeconds(1);
        engine.store.create("session:flask", engine.codec.join(Map.of("user", engine.codec.encode("ada"))), end);
        engine.store.create("session:damaged", new byte[] {1, 2, 3}, end);
        engine.clock.advance(LONG);
        engine.sweep();
        assertEquals(Map.of("user", "ada"), told.get(0).attributes());
        assertEquals(Optional.empty(), told.get(0).idHash());
        assertEquals(1, told.size());
    }

    @Test
    void listenerThatFailsDoesNotStopTheSweep() {
        engine.sessions.onExpiry(session -> {
            told.add(session);
            throw new IllegalStateException("on purpose");
        });
        for (int i = 0; i < 3; i++) {
            engine.browser().visit(session -> session.put("user", "ada"));
        }
        engine.clock.advance(LONG);
        engine.sweep();
        assertEquals(3, told.size());
    }

    @Test
    void sessionThatMovesIsToldInEitherStoreOnce() {
        Browser gone = engine.browser();
        gone.visit(session -> session.put("user", "gone"));
        Browser moved = engine.browser();
        moved.visit(session -> session.put("user", "moved"));
        TestEngine next = engine.movingTo(engine.anotherStore());
        List<ExpiredSession> there = listened(next);
        moved.at(next).visit(session -> session.put("seen", true));
        engine.clock.advance(LONG);
        next.sweep();
        assertEquals(
                List.of("gone", "moved"),
                there.stream()
                        .map(session -> session.attributes().get("user"))
                        .sorted()
                        .toList());
    }

    private static List<ExpiredSession> listened(TestEngine engine) {
        List<ExpiredSession> told = new ArrayList<>();
        engine.sessions.onExpiry(told::add);
        return told;
    }
}
