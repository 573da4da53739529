package io.cloakroom.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.it.server.Visitor.Page;
import io.cloakroom.testing.FlaskServer;
import io.cloakroom.testing.Services;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.HttpCookie;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A guestbook in Java and one in Flask on the same host share the cookie, both ways. They are configured by the same environment variables, with
 * Flask's names.
 */
@Tag("server")
@Tag("wildfly")
class FlaskIT {
    private static final String KEY = "the key that has been there from the first day on";
    private static final String NEXT = "the key that takes its place from now on, no shorter";
    private static final Map<String, String> ENVIRONMENT = Map.of("SESSION_TYPE", "cookie", "SECRET_KEY", KEY);
    private static final Map<String, String> ROTATED =
            Map.of("SESSION_TYPE", "cookie", "SECRET_KEY", NEXT, "SECRET_KEY_FALLBACKS", KEY);

    private static FlaskServer flask;
    private static WildFlyProcess java;

    private final Visitor visitor = new Visitor();

    @BeforeAll
    static void startBoth() {
        flask = FlaskServer.start(ENVIRONMENT);
        java = new WildFlyProcess("wildfly-flask", 2200, ENVIRONMENT);
        java.start();
    }

    @AfterAll
    static void stopBoth() {
        if (flask != null) {
            flask.close();
        }
        if (java != null) {
            java.close();
        }
    }

    @Test
    void whoLogsInAtJavaIsLoggedInAtFlask() {
        visitor.post(java.url() + "login", Map.of("name", "Ada \u6f22 <&>"));
        assertSeen("Ada \u6f22 &lt;&amp;&gt;", 1, visitor.look(java.url()));
        Page page = visitor.look(flask.url());
        assertSeen("Ada \u6f22 &lt;&amp;&gt;", 2, page);
        assertSeen("Ada \u6f22 &lt;&amp;&gt;", 3, visitor.look(java.url()));
        assertEquals(page.token(), visitor.look(java.url()).token(), "forms of either are good for both");
        assertEquals(1, visitor.cookies().size());
    }

    @Test
    void whoLogsInAtFlaskIsLoggedInAtJava() {
        visitor.post(flask.url() + "login", Map.of("name", "Ada"));
        assertSeen("Ada", 1, visitor.look(flask.url()));
        assertSeen("Ada", 2, visitor.look(java.url()));
        assertSeen("Ada", 3, visitor.look(flask.url()));
        String token = visitor.look(flask.url()).token();
        visitor.post(java.url() + "sign", Map.of("token", token, "message", "Written with Flask's token"));
        assertTrue(visitor.get(java.url()).contains("Written with Flask&#39;s token"));
        assertEquals(1, visitor.cookies().size());
    }

    @Test
    void whoLogsOutAtFlaskIsLoggedOutAtJava() {
        visitor.post(java.url() + "login", Map.of("name", "Ada"));
        Page page = visitor.look(flask.url());
        assertSeen("Ada", 1, page);
        visitor.post(flask.url() + "logout", Map.of("token", page.token()));
        assertEquals(Optional.empty(), visitor.look(java.url()).user());
        assertEquals(List.of(), visitor.cookies(), "the farewell was read, and the jar is empty");
        assertEquals(Optional.empty(), visitor.look(flask.url()).user());
    }

    /** Flask keeps an empty session that Cloakroom's own data are in, as it keeps one that is permanent. */
    @Test
    void whoLogsOutAtJavaIsLoggedOutAtFlask() {
        visitor.post(flask.url() + "login", Map.of("name", "Ada"));
        Page page = visitor.look(java.url());
        assertSeen("Ada", 1, page);
        visitor.post(java.url() + "logout", Map.of("token", page.token()));
        assertEquals(Optional.empty(), visitor.look(flask.url()).user());
        assertEquals(
                Set.of("_permanent", "_cloakroom"),
                session().getJsonObject("values").keySet());
        assertEquals(Optional.empty(), visitor.look(java.url()).user());
    }

    @Test
    void messageOfOneIsShownByTheOtherOnce() {
        visitor.post(java.url() + "login", Map.of("name", "Ada"));
        assertEquals(
                List.of("message: Welcome, Ada!"), visitor.look(flask.url()).flashes());
        assertEquals(List.of(), visitor.look(java.url()).flashes());
        String token = visitor.look(flask.url()).token();
        visitor.post(flask.url() + "logout", Map.of("token", token));
        assertEquals(
                List.of("info: You are logged out of Flask."),
                visitor.look(java.url()).flashes());
        assertEquals(List.of(), visitor.look(flask.url()).flashes());
        visitor.post(java.url() + "login", Map.of("name", " "));
        assertEquals(
                List.of("error: Please give a name of 1 to 40 characters."),
                visitor.look(flask.url()).flashes());
    }

    @Test
    void whetherTheCookieOutlivesTheBrowserIsKnownToBoth() {
        visitor.post(java.url() + "login", Map.of("name", "Ada"));
        assertTrue(cookie().getMaxAge() > 0, "Cloakroom's default");
        String token = visitor.look(flask.url()).token();
        assertTrue(cookie().getMaxAge() > 0 && session().getBoolean("permanent"), "Flask knows it");
        visitor.post(flask.url() + "stay", Map.of("token", token, "stay", "0"));
        assertEquals(-1, cookie().getMaxAge());
        visitor.look(java.url());
        assertEquals(-1, cookie().getMaxAge(), "Java sent one of the same kind");
        assertFalse(session().getBoolean("permanent"));
        visitor.post(flask.url() + "stay", Map.of("token", token, "stay", "1"));
        visitor.look(java.url());
        assertTrue(cookie().getMaxAge() > 0, "and again");
        assertTrue(session().getBoolean("permanent"));
    }

    @Test
    void valuesOfEachTypeTravelThroughJava() {
        visitor.post(flask.url() + "login", Map.of("name", "Ada"));
        String token = visitor.look(flask.url()).token();
        visitor.post(flask.url() + "values", Map.of("token", token));
        JsonObject before = session().getJsonObject("values");
        String cookie = cookie().getValue();
        visitor.look(java.url());
        assertNotEquals(cookie, cookie().getValue(), "Java wrote a cookie of its own");
        Map<String, JsonValue> after = new HashMap<>(session().getJsonObject("values"));
        assertTrue(after.remove("_cloakroom") != null, "the times that Flask does not keep");
        Map<String, JsonValue> expected = new HashMap<>(before);
        expected.put("visits", found("int", "2"));
        assertEquals(expected, after);
        assertEquals(found("tuple", "(1, ('two', (3,)))"), after.get("tuple"));
    }

    @Test
    void realBrowserIsLoggedInAtBothAndLogsOutOfBoth(@TempDir Path directory) {
        ChromeDriver browser = Chromium.start(directory);
        try {
            browser.get(java.url());
            browser.findElement(By.id("name")).sendKeys("Ada");
            browser.findElement(By.id("login")).click();
            awaitUser(browser, true);
            browser.get(flask.url());
            assertEquals("Ada", browser.findElement(By.id("user")).getText());
            assertEquals("2", browser.findElement(By.id("visits")).getText());
            browser.findElement(By.id("logout")).click();
            awaitUser(browser, false);
            browser.get(java.url());
            assertEquals(List.of(), browser.findElements(By.id("user")));
            assertEquals(1, browser.findElements(By.id("login")).size());
        } finally {
            browser.quit();
        }
    }

    private static void awaitUser(ChromeDriver browser, boolean present) {
        Services.await(
                "the next page is there",
                Duration.ofSeconds(30),
                () -> browser.findElements(By.id("user")).isEmpty() != present);
    }

    @Test
    void keysAreChangedWithoutLoggingAnybodyOut() {
        try (FlaskServer rotatedFlask = FlaskServer.start(ROTATED);
                FlaskServer forgetfulFlask = FlaskServer.start(Map.of("SECRET_KEY", NEXT));
                WildFlyProcess rotatedJava = new WildFlyProcess("wildfly-flask-rotated", 2300, ROTATED)) {
            rotatedJava.start();

            visitor.post(flask.url() + "login", Map.of("name", "Ada"));
            assertEquals(Optional.empty(), visitor.look(forgetfulFlask.url()).user(), "signed with the old key");
            assertSeen("Ada", 1, visitor.look(rotatedJava.url()));
            assertSeen("Ada", 2, visitor.look(forgetfulFlask.url()));
            assertEquals(Optional.empty(), visitor.look(flask.url()).user(), "Java signed it with the new key");
            assertSeen("Ada", 3, visitor.look(rotatedFlask.url()));
            assertSeen("Ada", 4, visitor.look(rotatedJava.url()));

            Visitor other = new Visitor();
            other.post(java.url() + "login", Map.of("name", "Eve"));
            assertEquals(Optional.empty(), other.look(forgetfulFlask.url()).user(), "signed with the old key");
            assertSeen("Eve", 1, other.look(rotatedFlask.url()));
            assertEquals(Optional.empty(), other.look(java.url()).user(), "Flask signed it with the new key");
            assertSeen("Eve", 2, other.look(forgetfulFlask.url()));
            assertSeen("Eve", 3, other.look(rotatedJava.url()));
        }
    }

    private JsonObject session() {
        try (JsonReader json = Json.createReader(new StringReader(visitor.get(flask.url() + "api/session")))) {
            return json.readObject();
        }
    }

    private static JsonValue found(String type, String value) {
        return Json.createObjectBuilder().add("type", type).add("value", value).build();
    }

    private HttpCookie cookie() {
        List<HttpCookie> cookies = visitor.cookies();
        assertEquals(1, cookies.size());
        assertEquals("session", cookies.get(0).getName());
        return cookies.get(0);
    }

    private static void assertSeen(String user, int visits, Page page) {
        assertEquals(Optional.of(user), page.user());
        assertEquals(visits, page.visits());
    }
}
