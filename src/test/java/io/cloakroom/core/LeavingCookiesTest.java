package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import io.cloakroom.spi.Warnings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that move from signed cookies into a store as they are used. */
class LeavingCookiesTest {
    private final TestEngine before = TestEngine.inCookies();
    private final TestEngine engine = before.leavingCookies();
    private final Browser old = before.browser();
    private Browser browser = engine.browser();
    private String signed = "";

    @BeforeEach
    void begin() {
        old.visit(session -> {
            session.put("n", 1);
            session.put("list", List.of("x", new UUID(1, 2)));
        });
        browser = old.at(engine);
        signed = old.cookie().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"msgpack", "json"})
    void movesAtTheFirstCommitAndTheClientGetsAnId(String format) {
        Browser visitor = old.at(before.leavingCookies("session.serialization-format", format));
        LiveSession session = visitor.request();
        assertEquals(Map.of("n", 1, "list", List.of("x", new UUID(1, 2))), session);
        assertFalse(session.isNew());
        visitor.commit(session);
        assertEquals(session.id(), visitor.cookie().orElseThrow());
        assertEquals(43, session.id().length());
        assertFalse(signed.contains(session.id()));
        assertEquals(1, visitor.cost(next -> assertEquals(1, next.get("n"))));
    }

    @Test
    void sessionThatEndsWithTheBrowserGetsItsIdToo() {
        old.visit(session -> session.setPermanent(false));
        Browser visitor = old.at(engine);
        visitor.get("n");
        assertEquals(visitor.id(), visitor.cookie().orElseThrow());
        assertEquals(Optional.empty(), visitor.cookieExpires());
    }

    @Test
    void cookieItselfCostsNoCall() {
        assertEquals(2, browser.cost(session -> session.put("n", 2)), "one look, one record");
        assertEquals(2, browser.cost(session -> session.put("n", 3)));
        assertEquals(0, engine.browser().with(signed + "x").cost(session -> session.get("n")), "forged");
        assertEquals(0, engine.browser().with("eyJhIjoxfQ.ZVo.AAAA").cost(session -> session.get("a")), "forged");
    }

    @Test
    void requestsAtOnceWithOneCookieMeetInOneSession() {
        LiveSession one = browser.request();
        LiveSession other = browser.request();
        one.merge("n", 1, Integer::sum);
        other.merge("n", 10, Integer::sum);
        browser.twin().commit(one);
        browser.commit(other);
        assertEquals(one.id(), other.id());
        assertEquals(12, browser.get("n"));
    }

    @Test
    void responseThatDidNotArriveCostsNothingButItsCookie() {
        browser.twin().visit(session -> session.put("n", 2));
        assertEquals(2, browser.get("n"));
        assertNotEquals(signed, browser.cookie().orElseThrow());
        assertEquals(2, browser.get("n"));
    }

    @Test
    void logoutHoldsForRequestsThatRun() {
        LiveSession slow = browser.request();
        slow.put("n", 2);
        Browser twin = browser.twin();
        assertEquals(new CookieChange.Expire(), twin.visit(Session::invalidate));
        assertEquals(new CookieChange.Expire(), browser.twin().commit(slow));
        assertEquals(null, browser.get("n"));
    }

    @Test
    void newIdIsGivenOnTheWay() {
        browser.visit(session -> {
            session.regenerateId();
            session.put("user", "Ada");
        });
        assertEquals("Ada", browser.get("user"));
        assertEquals(null, engine.browser().with(signed).get("user"));
    }

    @Test
    void timesTravelAlong() {
        Instant began = before.clock.instant();
        before.clock.advance(Duration.ofDays(31).minusSeconds(1));
        assertEquals(began, browser.twin().ask(Session::createdAt));
        before.clock.advance(Duration.ofSeconds(1));
        assertEquals(
                null,
                engine.browser().with(signed + "").at(before.leavingCookies()).get("n"));
    }

    @Test
    void idsOfTheStoreAreTakenAsEver() {
        Browser visitor = engine.browser();
        visitor.visit(session -> session.put("a", 1));
        assertEquals(1, visitor.cost(session -> session.get("a")));
        assertEquals(1, engine.browser().with("A".repeat(43)).cost(session -> session.get("a")), "unknown");
        assertEquals(3, visitor.cost(Session::invalidate));
    }

    @Test
    void whatMovedIsTold() {
        List<String> told = Warnings.of(Level.INFO, () -> {
            browser.get("n");
            before.clock.advance(Duration.ofMinutes(1));
            engine.round();
        });
        assertEquals(List.of("1 session moved from cookie to new in the last minute."), told);
        assertTrue(engine.record(browser.id()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 96})
    void idIsOfTheLengthThatIsSet(int length) {
        Browser visitor = old.at(before.leavingCookies("session.id-length", "" + length, "session.use-signer", "true"));
        visitor.get("n");
        assertEquals((length * 4 + 2) / 3, visitor.id().length());
        assertEquals(1, visitor.get("n"));
    }
}
