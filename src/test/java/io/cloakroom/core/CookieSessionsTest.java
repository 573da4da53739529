package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Flash;
import io.cloakroom.Golden;
import io.cloakroom.Session;
import io.cloakroom.SessionException;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.config.SessionConfig.Keys;
import io.cloakroom.spi.Warnings;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions in signed cookies, which Flask reads and writes too. */
class CookieSessionsTest {
    private static final String NEWER = "another secret key that has 32 bytes at least";

    private final TestEngine engine = TestEngine.inCookies();
    private final Browser browser = engine.browser();

    @ParameterizedTest(name = "{0}")
    @MethodSource("flasksCookies")
    void cookieOfFlaskIsRead(String name, JsonObject golden) {
        TestEngine engine = withKeys(Golden.secrets(golden.getJsonArray("secret")));
        engine.clock.set(Instant.ofEpochSecond(golden.getInt("timestamp")));
        Map<Object, Object> expected = new HashMap<>((Map<?, ?>) payload(golden.getJsonArray("decoded")));
        Object flashes = expected.remove("_flashes");
        LiveSession session = engine.browser().with(golden.getString("value")).request();
        assertEquals(expected, new HashMap<Object, Object>(session));
        assertEquals(
                flashes == null ? 0 : ((List<?>) flashes).size(),
                session.flashes().size());
        assertFalse(session.isNew());
    }

    /** Those whose secret is a text, as it is here. */
    static Stream<Arguments> flasksCookies() {
        return Golden.cases("flask_cookies.json", "cases")
                .filter(golden -> golden.getString("secret_kind", "").equals("str")
                        && golden.getString("value").length() < 4096)
                .map(golden -> Arguments.of(golden.getString("name"), golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void badCookieIsAnEmptySessionForEveryone(String name, JsonObject attack) {
        TestEngine engine = withKeys(Golden.secrets(attack.getJsonArray("secret")));
        engine.clock.set(Instant.ofEpochSecond(attack.getJsonNumber("now").longValue()));
        LiveSession session = engine.browser().with(attack.getString("value")).request();
        JsonArray flask = attack.getJsonObject("seen").getJsonArray("flask_session");
        boolean empty = flask == null || ((Map<?, ?>) payload(flask)).isEmpty();
        assertEquals(empty, session.isEmpty());
        assertEquals(empty, session.isNew());
    }

    /** All but the one that the HTTP side takes the spaces from. */
    static Stream<Arguments> attacks() {
        return Golden.cases("flask_cookies.json", "attacks")
                .filter(attack -> !attack.getString("name").equals("spaces"))
                .map(attack -> Arguments.of(attack.getString("name"), attack));
    }

    @Test
    void flashesOfFlaskAreRead() {
        JsonObject golden = Golden.cases("flask_cookies.json", "cases")
                .filter(one -> one.getString("name").equals("flashes"))
                .findAny()
                .orElseThrow();
        TestEngine engine = withKeys(Golden.secrets(golden.getJsonArray("secret")));
        engine.clock.set(Instant.ofEpochSecond(golden.getInt("timestamp")));
        assertEquals(
                List.of(new Flash("message", "Saved"), new Flash("error", "No & <b>")),
                engine.browser().with(golden.getString("value")).ask(session -> session.flashes()));
    }

    @Test
    void sessionTravelsInTheCookie() {
        browser.visit(session -> {
            session.put("a", 1);
            session.put("list", List.of("x", 2));
            session.flash("Saved");
        });
        assertEquals(1, browser.get("a"));
        assertEquals(List.of("x", 2), browser.get("list"));
        assertEquals(0, browser.cost(session -> session.put("a", 2)));
        assertEquals(List.of(new Flash("message", "Saved")), browser.ask(session -> session.flashes()));
        assertEquals(2, browser.get("a"));
        assertEquals(new CookieChange.Keep(), browser.visit(session -> session.get("a")));
    }

    @Test
    void idAndTimesStayWithTheSession() {
        Instant began = engine.clock.instant();
        browser.visit(session -> session.put("a", 1));
        String id = browser.id();
        engine.clock.advance(Duration.ofMinutes(1));
        browser.visit(session -> session.put("a", 2));
        assertEquals(id, browser.id());
        assertEquals(began, browser.ask(Session::createdAt));
        browser.visit(Session::regenerateId);
        assertNotEquals(id, browser.id());
        assertEquals(2, browser.get("a"));
    }

    @Test
    void emptiedOrEndedSessionExpiresTheCookie() {
        for (var action : List.<Consumer<Session>>of(Session::clear, Session::invalidate)) {
            browser.visit(session -> session.put("a", 1));
            assertEquals(new CookieChange.Expire(), browser.visit(action));
        }
        assertEquals(new CookieChange.Keep(), browser.visit(Session::clear));
    }

    @Test
    void onlyTheNewestKeySignsAndFallbacksVerify() {
        browser.visit(session -> session.put("a", 1));
        TestEngine rotated = TestEngine.inCookies("secret-key", NEWER, "secret-key-fallbacks", TestEngine.SECRET);
        Browser there = browser.at(rotated);
        assertEquals(1, there.get("a"));
        there.visit(session -> session.put("a", 2));
        assertEquals(2, there.at(TestEngine.inCookies("secret-key", NEWER)).get("a"));
        assertEquals(null, there.at(engine).get("a"));
    }

    @Test
    void tooLargeSessionNamesItsSizeAndWhatIsLarge() {
        LiveSession session = browser.request();
        session.put("small", 1);
        session.put("photo", noise(4000));
        session.put("letter", noise(500));
        String told = assertThrows(SessionException.class, () -> browser.commit(session))
                .toString();
        assertTrue(told.matches(".*\\b[5-7]\\d{3} bytes.*photo \\(\\d+ bytes\\), letter .*session\\.type.*"), told);
    }

    @Test
    void cookieUnderTheLimitIsGiven() {
        LiveSession session = browser.request();
        session.put("photo", noise(2000));
        CookieChange.Set set = (CookieChange.Set) browser.commit(session);
        assertTrue(set.value().length() + "session=".length() < 4096);
    }

    @Test
    void idleSessionEndsAndReadingMovesTheEnd() {
        TestEngine hourly = TestEngine.inCookies("permanent-session-lifetime", "PT1H");
        Browser visitor = hourly.browser();
        visitor.visit(session -> session.put("a", 1));
        Browser lazy = visitor.twin();
        hourly.clock.advance(Duration.ofMinutes(50));
        assertTrue(visitor.visit(session -> session.get("a")) instanceof CookieChange.Set);
        hourly.clock.advance(Duration.ofMinutes(50));
        assertEquals(1, visitor.get("a"));
        assertEquals(null, lazy.get("a"));
    }

    @Test
    void lateChangeIsDroppedWithAWarningAndSoIsALateEnd() {
        browser.visit(session -> session.put("a", 1));
        for (var action : List.<Consumer<Session>>of(
                session -> session.put("a", 2), Session::invalidate, Session::regenerateId)) {
            LiveSession late = browser.request();
            action.accept(late);
            assertEquals(
                    1, Warnings.of(() -> engine.sessions.commit(late, false)).size());
        }
    }

    @Test
    void withoutASecretReadingWorksAndWritingTellsTheCure() {
        SessionConfig config = TestEngine.config("cookie");
        TestEngine keyless = withKeys(config, List.of());
        Browser visitor = keyless.browser().with("eyJhIjoxfQ.ZVPxAA.x");
        visitor.visit(session -> {
            assertTrue(session.isEmpty());
            assertEquals(null, session.get("a"));
            assertEquals(List.of(), session.flashes());
            for (Runnable writing : List.<Runnable>of(
                    () -> session.put("a", 1),
                    () -> session.merge("a", 1, (one, other) -> one),
                    () -> session.flash("x"),
                    session::clear,
                    session::regenerateId)) {
                String told = assertThrows(SessionException.class, writing::run).toString();
                assertTrue(told.contains("secret-key") && told.contains("SECRET_KEY"), told);
            }
        });
    }

    private static TestEngine withKeys(List<byte[]> secrets) {
        return withKeys(
                TestEngine.config("cookie"),
                secrets.stream()
                        .map(secret -> new String(secret, StandardCharsets.UTF_8))
                        .toList());
    }

    private static TestEngine withKeys(SessionConfig config, List<String> secrets) {
        return TestEngine.inCookies(new SessionConfig(
                new Keys(secrets),
                config.lifetimes(),
                config.ids(),
                config.storage(),
                config.permanent(),
                config.refreshEachRequest(),
                config.cookie(),
                Optional.empty(),
                config.servlet()));
    }

    private static Object payload(JsonArray typed) {
        return Objects.requireNonNull(Golden.value(typed));
    }

    private static String noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }
}
