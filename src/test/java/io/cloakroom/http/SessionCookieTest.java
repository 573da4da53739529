package io.cloakroom.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Golden;
import io.cloakroom.config.CookieConfig;
import io.cloakroom.config.CookieConfig.SameSite;
import io.cloakroom.config.CookieConfig.Secure;
import io.cloakroom.core.CookieChange;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cookie's header, as Werkzeug writes it but for {@code SameSite}, and the headers that clients send. */
class SessionCookieTest {
    private static final Optional<String> NONE = Optional.empty();
    private static final Pattern EXPIRES = Pattern.compile("; Expires=([^;]+)");
    private static final Instant END = Instant.parse("2026-12-24T02:23:30.999Z");

    @ParameterizedTest
    @MethodSource("flasksHeaders")
    void headerIsFlasks(String golden) {
        Matcher expires = EXPIRES.matcher(golden);
        Optional<Instant> end = expires.find()
                ? Optional.of(ZonedDateTime.parse(expires.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                : Optional.empty();
        String value = golden.substring("session=".length(), golden.indexOf(';'));
        SessionCookie cookie = new SessionCookie(config(golden.contains("HttpOnly"), Secure.AUTO), "");
        assertEquals(golden + "; SameSite=Lax", cookie.header(new CookieChange.Set(value, end), false));
    }

    static Stream<String> flasksHeaders() {
        return Stream.concat(
                Golden.cases("flask_cookies.json", "cases").map(one -> one.getString("set_cookie")),
                Golden.cases("flask_session_080_redis.json", "cases")
                        .map(one -> one.get("set_cookie"))
                        .filter(JsonArray.class::isInstance)
                        .flatMap(headers -> headers.asJsonArray().stream())
                        .map(header -> ((JsonString) header).getString())
                        .filter(header -> header.startsWith("session=")));
    }

    @Test
    void allAttributesStandInWerkzeugsOrder() {
        CookieConfig all = new CookieConfig(
                "__Secure-id",
                Optional.of("example.org"),
                Optional.of("/shop"),
                true,
                Secure.ALWAYS,
                SameSite.NONE,
                true);
        SessionCookie cookie = new SessionCookie(all, "/ignored");
        String attributes = "; Secure; HttpOnly; Path=/shop; SameSite=None; Partitioned";
        assertEquals(
                "__Secure-id=abc; Domain=example.org; Expires=Thu, 24 Dec 2026 02:23:30 GMT" + attributes,
                cookie.header(new CookieChange.Set("abc", Optional.of(END)), false));
        assertEquals(
                "__Secure-id=; Domain=example.org; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0" + attributes,
                cookie.deletion(false));
    }

    @Test
    void deletionRepeatsTheAttributesOfTheCookie() {
        SessionCookie cookie = new SessionCookie(config(true, Secure.AUTO), "/shop");
        assertEquals(
                "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly; Path=/shop; SameSite=Lax",
                cookie.deletion(true));
    }

    @Test
    void secureIsAsConfiguredOrAsTheRequest() {
        assertTrue(isSecure(Secure.ALWAYS, false));
        assertTrue(isSecure(Secure.AUTO, true));
        assertFalse(isSecure(Secure.AUTO, false));
        assertFalse(isSecure(Secure.NEVER, true));
    }

    @Test
    void pathIsTheContextPathUnlessConfigured() {
        assertTrue(
                new SessionCookie(config(true, Secure.AUTO), "").deletion(false).contains("; Path=/;"));
        assertTrue(new SessionCookie(config(true, Secure.AUTO), "/shop")
                .deletion(false)
                .contains("; Path=/shop;"));
    }

    @Test
    void candidatesComeInTheClientsOrder() {
        assertEquals(List.of("1"), values("session=1"));
        assertEquals(List.of("1", "2", "3"), values("a=b; session=1;session=2 ;  session = 3", "other=4"));
        assertEquals(List.of("1", "2"), values("session=1", "session=2"));
    }

    @Test
    void oddHeadersDoNoHarm() {
        assertEquals(List.of(), values());
        assertEquals(List.of(), values("", ";", "=", ";;=;", "session", "session=", "session=\"\"", "session;=1"));
        assertEquals(List.of(), values("Session=1; xsession=2; session2=3; $session=4"));
        assertEquals(List.of("a=b=c"), values("session=a=b=c"));
        assertEquals(List.of("1"), values("session=\"1\""));
        assertEquals(List.of("\""), values("session=\""));
        assertEquals(List.of("\u00e9 \ud83d\ude00"), values("session=\u00e9 \ud83d\ude00"));
        assertEquals(List.of(), values("session=" + "A".repeat(4097)));
    }

    @Test
    void itKnowsItsOwnHeaders() {
        SessionCookie cookie = new SessionCookie(config(true, Secure.AUTO), "");
        assertTrue(cookie.isOurs(cookie.deletion(false)));
        assertFalse(cookie.isOurs("session2=1"));
        assertFalse(cookie.isOurs("other=session=1"));
    }

    private static boolean isSecure(Secure secure, boolean request) {
        String header = new SessionCookie(config(true, secure), "")
                .header(new CookieChange.Set("1", Optional.empty()), request);
        return header.contains("; Secure;");
    }

    private static List<String> values(String... headers) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                SessionCookieTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> Collections.enumeration(List.of(headers)));
        return new SessionCookie(config(true, Secure.AUTO), "").values(request);
    }

    private static CookieConfig config(boolean httpOnly, Secure secure) {
        return new CookieConfig("session", NONE, NONE, httpOnly, secure, SameSite.LAX, false);
    }
}
