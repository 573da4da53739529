package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser must see, on every server and with every backend. Extend it and deploy {@link ProbeWar} with the backend's settings. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class BrowserContract {
    private static final List<String> WAYS = List.of(
            "small",
            "writer",
            "stream",
            "flushBuffer",
            "flush",
            "close",
            "length",
            "error",
            "redirect",
            "forward",
            "include",
            "async",
            "dispatch",
            "reset");

    /** What these ways answer with instead of 200. */
    private static final Map<String, Integer> STATUS = Map.of("error", 409, "redirect", 302);

    @ArquillianResource
    URL base;

    Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        assertEquals("ok", browser.body("probe/none"), "the application is deployed");
    }

    /** How many calls of a store these cost; none, where there is no store. */
    int calls(int withStore) {
        return withStore;
    }

    @Test
    void untouchedSessionLeavesNoTrace() {
        browser.body("probe/put?name=a&value=1");
        assertAll(Stream.of("probe/none", "static.txt", "nowhere").map(path -> () -> {
            HttpResponse<String> response = browser.get(path);
            assertTrue(Browser.ours(response).isEmpty(), path);
            assertTrue(response.headers().allValues("Vary").isEmpty(), path);
            assertEquals(0, browser.cost(path), path);
        }));
    }

    @Test
    void everyRequestCostsWhatItMust() {
        assertEquals(calls(1), browser.cost("probe/put?name=a&value=1"), "new session");
        assertEquals(calls(1), browser.cost("probe/get?name=a"), "reading");
        assertEquals(calls(2), browser.cost("probe/put?name=a&value=2"), "writing");
        browser.setCookie("A".repeat(43));
        assertEquals(calls(1), browser.cost("probe/all"), "unknown id");
    }

    @Test
    void anyAccessVariesByCookie() {
        browser.body("probe/put?name=a&value=1");
        for (String path : List.of("get?name=a", "size", "contains?name=a", "all")) {
            assertEquals(
                    List.of("Cookie"), browser.get("probe/" + path).headers().allValues("Vary"), path);
        }
    }

    @Test
    void cookieIsStrictAndNotToBeCached() {
        HttpResponse<String> response = browser.get("probe/put?name=a&value=1");
        String header = Browser.ours(response).orElseThrow();
        assertTrue(header.matches("session=[^;]+; Expires=[^;]+ GMT; HttpOnly; Path=/[^;]*; SameSite=Lax"), header);
        assertEquals(List.of("no-cache=\"Set-Cookie\""), response.headers().allValues("Cache-Control"));
    }

    @Test
    void sessionIsSavedBeforeTheResponseWhicheverWayThatComes() {
        assertAll(WAYS.stream().map(way -> () -> {
            Browser visitor = new Browser(base.toString());
            HttpResponse<String> response = visitor.get("way/" + way);
            assertEquals(STATUS.getOrDefault(way, 200), response.statusCode(), way);
            assertTrue(
                    Browser.ours(response).isPresent(),
                    way + " sets the cookie: " + response.headers().map());
            assertEquals(way, visitor.body("probe/get?name=way"), way);
        }));
    }

    @Test
    void followerOfARedirectSeesTheSession() {
        HttpResponse<String> redirect = browser.get("way/redirect");
        assertEquals(302, redirect.statusCode());
        assertEquals("redirect", browser.body("probe/get?name=way"));
    }

    @Test
    void headersOfTheApplicationStay() {
        HttpResponse<String> response = browser.get("way/headers");
        assertEquals(List.of("Accept-Language", "Cookie"), response.headers().allValues("Vary"));
        // Open Liberty adds a directive of its own wherever a cookie is set.
        String caching = String.join(", ", response.headers().allValues("Cache-Control"));
        assertTrue(caching.matches("no-store(, no-cache=set-cookie)?"), caching);
        assertTrue(response.headers().allValues("Set-Cookie").contains("mine=1"));
        HttpResponse<String> twice = browser.get("way/twice");
        assertTrue(twice.headers().allValues("Set-Cookie").contains("mine=1"));
        assertTrue(Browser.ours(twice).isPresent());
    }

    @Test
    void cookieOfTheApplicationBetweenTwoCommitsLeavesOneOfOurs() {
        for (String way : List.of("units", "units-fail")) {
            Browser visitor = new Browser(base.toString());
            HttpResponse<String> response = visitor.get("way/" + way);
            assertEquals(way.equals("units") ? 200 : 500, response.statusCode());
            assertTrue(Browser.ours(response).isPresent(), way);
            assertTrue(response.headers().allValues("Set-Cookie").stream().anyMatch(c -> c.startsWith("mine=1")), way);
            assertEquals("done", visitor.body("probe/get?name=unit"), way);
        }
    }

    @Test
    void sessionBegunAfterTheResponseIsNotKept() {
        HttpResponse<String> response = browser.get("way/late?value=1");
        assertEquals("sent", response.body());
        assertTrue(Browser.ours(response).isEmpty());
        assertEquals("{}", browser.body("probe/all"));
    }

    @Test
    void changeBeforeAnUncaughtExceptionIsSaved() {
        HttpResponse<String> failed = browser.get("probe/fail?name=a&value=1");
        assertEquals(500, failed.statusCode());
        assertTrue(Browser.ours(failed).isPresent());
        assertEquals("1", browser.body("probe/get?name=a"));
    }

    @Test
    void failedUnitTakesItsChangesBack() {
        assertEquals("rolled back", browser.body("probe/caught-unit?name=a&value=1"));
        assertEquals("{before=kept}", browser.body("probe/all"));
        browser.body("probe/unit?name=a&value=2");
        assertEquals("2", browser.body("probe/get?name=a"));
        assertEquals(500, browser.get("probe/failing-unit?name=a&value=3").statusCode());
        assertEquals("2", browser.body("probe/get?name=a"));
    }

    @Test
    void resourceSavesWhetherItReturnsOrThrows() {
        browser.body("rest/session/put?value=1");
        assertEquals("1", browser.body("probe/get?name=rest"));
        assertEquals(404, browser.get("rest/session/put-and-fail?value=2").statusCode());
        assertEquals("2", browser.body("probe/get?name=rest"));
    }

    @Test
    void flashIsReadOnceAcrossRequests() {
        browser.body("probe/flash?value=Saved");
        assertEquals("Saved", browser.body("probe/flashes"));
        assertEquals("", browser.body("probe/flashes"));
    }

    @Test
    void endedSessionLeavesNoCookie() {
        browser.body("probe/put?name=a&value=1");
        for (String end : List.of("probe/invalidate", "probe/clear")) {
            browser.body("probe/put?name=a&value=1");
            String header = Browser.ours(browser.get(end)).orElseThrow();
            assertTrue(
                    header.matches(
                            "session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; HttpOnly; Path=/[^;]*; SameSite=Lax"),
                    header);
            assertNull(browser.cookie());
            assertEquals("{}", browser.body("probe/all"));
        }
    }

    @Test
    void regeneratedIdKeepsTheAttributes() {
        browser.body("probe/put?name=a&value=1");
        String old = browser.cookie();
        browser.body("probe/regenerate");
        assertNotEquals(old, browser.cookie());
        assertEquals("1", browser.body("probe/get?name=a"));
    }

    @Test
    void malformedCookiesAreAnsweredLikeUnknownOnes() {
        for (String odd : List.of(
                "",
                "*",
                "../../etc/passwd",
                "%00",
                "a b",
                "x".repeat(8000),
                "A".repeat(43),
                "\"quoted\"",
                "=",
                "a=b=c")) {
            browser.setCookie(odd);
            HttpResponse<String> response = browser.get("probe/all");
            assertEquals(200, response.statusCode(), odd);
            assertEquals("{}", response.body(), odd);
            browser.setCookie(odd);
            browser.body("probe/put?name=a&value=1");
            assertNotEquals(odd, browser.cookie(), "an id that the client invented");
        }
    }

    @Test
    void firstValidCookieOfSeveralCounts() {
        browser.body("probe/put?name=a&value=1");
        String header = "session=nonsense; other=1; session=" + browser.cookie() + "; session=" + "B".repeat(43);
        assertEquals(
                "1",
                new Browser(base.toString())
                        .get("probe/get?name=a", "Cookie", header)
                        .body());
    }

    @Test
    void idInTheUrlIsIgnored() {
        browser.body("probe/put?name=a&value=1");
        Browser stranger = new Browser(base.toString());
        assertEquals("{}", stranger.body("probe/all;session=" + browser.cookie() + "?session=" + browser.cookie()));
        assertFalse(browser.body("probe/all").contains(String.valueOf(browser.cookie())));
    }

    @Test
    void filtersAndObserversHaveTheSameSession() {
        assertEquals("ok", browser.body("places"));
        assertEquals("{filter=was here, observer=was here}", browser.body("probe/all"));
    }

    @Test
    void outsideARequestASentenceSaysSo() {
        assertTrue(browser.body("probe/outside").startsWith("There is no session here"));
    }

    @Test
    void containersOwnSessionIsNeverBegun() {
        for (String path : List.of(
                "probe/put?name=a&value=1",
                "probe/all",
                "way/async",
                "way/forward",
                "rest/session/put?value=1",
                "static.txt")) {
            boolean own = browser.get(path).headers().allValues("Set-Cookie").stream()
                    .anyMatch(c -> c.contains("JSESSIONID"));
            assertFalse(own, path);
        }
    }
}
