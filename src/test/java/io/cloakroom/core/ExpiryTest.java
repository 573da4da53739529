package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When sessions end, in the store and in the browser. */
class ExpiryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestEngine engine =
            TestEngine.inMemory("permanent-session-lifetime", "PT1H", "session.absolute-lifetime", "PT3H");
    private final Browser browser = engine.browser();
    private final Instant began = engine.clock.instant();

    @Test
    void sessionThatNobodyUsesEnds() {
        begin();
        engine.clock.advance(HOUR);
        assertEquals(null, browser.twin().get("a"));
    }

    @Test
    void readingMovesTheEnd() {
        begin();
        for (int i = 0; i < 3; i++) {
            engine.clock.advance(HOUR.minusSeconds(1));
            assertEquals(1, browser.get("a"));
        }
    }

    @Test
    void cookieEndsWithTheRecord() {
        begin();
        assertEquals(Optional.of(began.plus(HOUR)), browser.cookieExpires());
        engine.clock.advance(Duration.ofMinutes(30));
        browser.visit(session -> session.get("a"));
        assertEquals(Optional.of(began.plus(Duration.ofMinutes(90))), browser.cookieExpires());
        assertEquals(browser.cookieExpires(), recordEnds());
    }

    @Test
    void absoluteLifetimeDoesNotMoveWhateverHappens() {
        begin();
        for (int i = 1; i < 6; i++) {
            engine.clock.advance(Duration.ofMinutes(30));
            int now = i;
            browser.visit(session -> {
                session.put("a", now);
                session.regenerateId();
            });
        }
        assertEquals(Optional.of(began.plus(HOUR.multipliedBy(3))), recordEnds());
        engine.clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertEquals(5, browser.get("a"));
        engine.clock.advance(Duration.ofMillis(1));
        assertEquals(null, browser.get("a"));
    }

    @Test
    void nothingIsTouchedOnceTheAbsoluteEndIsReached() {
        begin();
        for (int i = 0; i < 5; i++) {
            engine.clock.advance(Duration.ofMinutes(30));
            browser.visit(session -> session.get("a"));
        }
        engine.clock.advance(Duration.ofMinutes(10));
        assertEquals(1, browser.cost(session -> session.get("a")));
    }

    @Test
    void ownLifetimeBeatsTheDefaultBothWays() {
        for (Duration lifetime : new Duration[] {Duration.ofMinutes(1), Duration.ofMinutes(80)}) {
            begin();
            browser.visit(session -> session.setIdleLifetime(lifetime));
            assertEquals(lifetime, browser.ask(Session::idleLifetime));
            engine.clock.advance(lifetime.minusSeconds(1));
            assertEquals(1, browser.get("a"));
            assertEquals(Optional.of(engine.clock.instant().plus(lifetime)), recordEnds());
            engine.clock.advance(lifetime);
            assertEquals(null, browser.twin().get("a"));
        }
    }

    @Test
    void lifetimesOutOfRangeAreRefused() {
        browser.visit(session -> {
            for (Duration wrong :
                    new Duration[] {Duration.ZERO, Duration.ofMillis(999), Duration.ofSeconds(Long.MAX_VALUE)}) {
                assertThrows(IllegalArgumentException.class, () -> session.setIdleLifetime(wrong));
            }
        });
    }

    @Test
    void sessionInUseIsNotEndedUnderItsRequest() {
        begin();
        engine.clock.advance(HOUR.minusMillis(1));
        LiveSession slow = browser.request();
        assertEquals(1, slow.get("a"));
        engine.clock.advance(HOUR.minusMillis(1));
        slow.put("a", 2);
        assertTrue(browser.commit(slow) instanceof CookieChange.Set);
        assertEquals(2, browser.get("a"));
    }

    @Test
    void lastAccessIsTheRequestBefore() {
        begin();
        engine.clock.advance(Duration.ofMinutes(58));
        LiveSession session = browser.request();
        assertEquals(began, session.lastAccessedAt());
        session.put("a", 2);
        browser.commit(session);
        assertEquals(began, session.lastAccessedAt());
        engine.clock.advance(Duration.ofMinutes(1));
        assertEquals(began.plus(Duration.ofMinutes(58)), browser.ask(Session::lastAccessedAt));
        assertEquals(began, browser.ask(Session::createdAt));
    }

    @Test
    void lastAccessThatOnlyReadIsToldByTheExpiry() {
        begin();
        engine.clock.advance(Duration.ofMinutes(30));
        browser.visit(session -> session.get("a"));
        engine.clock.advance(Duration.ofMinutes(1));
        assertEquals(began.plus(Duration.ofMinutes(30)), browser.ask(Session::lastAccessedAt));
    }

    @Test
    void newSessionWasLastUsedWhenItBegan() {
        begin();
        engine.clock.advance(Duration.ofMinutes(1));
        browser.visit(session -> {
            session.invalidate();
            assertEquals(engine.clock.instant(), session.lastAccessedAt());
            assertEquals(engine.clock.instant(), session.createdAt());
        });
    }

    @Test
    void readingMovesNothingIfSoConfigured() {
        TestEngine still =
                TestEngine.inMemory("permanent-session-lifetime", "PT1H", "session.refresh-each-request", "false");
        Browser visitor = still.browser();
        visitor.visit(session -> session.put("a", 1));
        still.clock.advance(Duration.ofMinutes(59));
        assertEquals(1, visitor.cost(session -> session.get("a")));
        still.clock.advance(Duration.ofMinutes(1));
        assertEquals(null, visitor.twin().get("a"));
    }

    private void begin() {
        browser.visit(session -> {
            session.invalidate();
            session.put("a", 1);
        });
    }

    private Optional<Instant> recordEnds() {
        return engine.record(browser.twin().request().id()).flatMap(record -> record.expiresAt());
    }
}
