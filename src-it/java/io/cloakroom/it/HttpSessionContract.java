package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.Services;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application that knows the Servlet specification's session only (6.0 and 6.1, chapter 7) must see, on every server. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class HttpSessionContract {
    @ArquillianResource
    URL base;

    Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        assertEquals("no", browser.body("http/present"), "the application is deployed");
        assertEquals(null, browser.cookie());
    }

    @AfterEach
    void theContainerMadeNoSessionOfItsOwn() {
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void sessionIsMadeWhenItIsAskedForOnly() {
        assertEquals("no", browser.body("http/present"));
        assertEquals("true", browser.body("http/new"));
        assertEquals("yes", browser.body("http/present"));
        assertEquals("false", browser.body("http/new"));
    }

    @Test
    void sessionWithoutAttributesKeepsItsId() {
        String id = browser.body("http/begin");
        assertEquals(id, browser.body("http/begin"));
        assertEquals(id, browser.cookie());
    }

    @Test
    void attributesAreTheSameMap() {
        assertEquals("1", browser.body("http/set?name=a&value=1"));
        assertEquals("1", browser.body("probe/get?name=a"));
        browser.body("probe/put?name=b&value=2");
        assertEquals("[a, b]", browser.body("http/names"));
        assertEquals("{a=1, b=2}", browser.body("probe/all"));
    }

    @Test
    void nullRemoves() {
        browser.body("http/set?name=a&value=1");
        assertEquals("null", browser.body("http/set?name=a"));
        assertEquals("[]", browser.body("http/names"));
    }

    @Test
    void changeInsideAValueIsSaved() {
        for (int i = 1; i <= 3; i++) {
            assertEquals("" + i, browser.body("http/grow"));
        }
    }

    @Test
    void lastAccessIsThatOfTheRequestBefore() {
        browser.body("http/set?name=a&value=1");
        String[] first = browser.body("http/times").split(" ", -1);
        String[] second = browser.body("http/times").split(" ", -1);
        assertEquals(first[0], second[0], "creation");
        assertTrue(Long.parseLong(first[1]) >= Long.parseLong(first[0]), "access after creation");
        assertTrue(Long.parseLong(second[1]) >= Long.parseLong(first[1]), "access goes on");
    }

    @Test
    void idleTimeIsTheSessionsOwn() {
        assertEquals("1234", browser.body("http/idle?value=1234"));
        assertEquals("1234", browser.body("http/idle"));
        assertEquals("-1", browser.body("http/idle?value=0"), "no end");
        assertEquals("-1", browser.body("http/idle"));
        assertEquals("-1", browser.body("http/idle?value=-5"), "no end");
    }

    @Test
    void whoComesTooLateGetsANewSessionAndTheEndOfTheOldOneIsTold() {
        String visitor = "visitor" + System.nanoTime();
        String end = "http/ends?name=visitor&value=" + visitor;
        browser.body("http/set?name=visitor&value=" + visitor);
        browser.body("http/idle?value=1");
        String before = browser.cookie();
        Instant expired = Instant.now().plusSeconds(1);
        Services.await(
                "it has expired", Duration.ofSeconds(5), () -> Instant.now().isAfter(expired));
        assertEquals("[]", new Browser(base.toString()).body(end), "the sweep is far away");
        assertEquals("true", browser.body("http/new"));
        assertNotEquals(before, browser.cookie());
        assertEquals("[EXPIRED]", browser.body(end));
    }

    @Test
    void invalidatedSessionRefusesAndAnotherTakesItsPlace() {
        browser.body("http/set?name=a&value=1");
        String before = browser.cookie();
        assertEquals("10 of 10 true true true true", browser.body("http/ended"));
        assertNotEquals(before, browser.cookie());
        assertEquals("[]", browser.body("http/names"));
    }

    @Test
    void endedSessionIsGone() {
        browser.body("http/set?name=a&value=1");
        Browser thief = browser.copy();
        assertEquals("null", browser.body("http/end"));
        assertEquals(null, browser.cookie());
        assertEquals("no", thief.body("http/present"));
    }

    @Test
    void idChangesAndTheRestStays() {
        assertEquals("true", browser.body("http/change"), "no session: refused");
        browser.body("http/set?name=a&value=1");
        Browser thief = browser.copy();
        String[] ids = browser.body("http/change").split(" ", -1);
        assertNotEquals(ids[0], ids[1]);
        assertEquals(ids[1], ids[2]);
        assertEquals(ids[1], browser.cookie());
        assertEquals("1", browser.body("http/get?name=a"));
        assertEquals("no", thief.body("http/present"));
    }

    @Test
    void requestTellsWhatItCameWith() {
        assertEquals("null false false false", browser.body("http/requested"));
        String id = browser.body("http/begin");
        assertEquals(id + " true true false", browser.body("http/requested"));
        browser.setCookie("A".repeat(43));
        assertEquals("A".repeat(43) + " false true false", browser.body("http/requested"));
    }

    @Test
    void sessionThatComesTooLateIsRefused() {
        assertEquals("true null", browser.body("http/late"));
        assertEquals(null, browser.cookie());
    }

    @Test
    void valueThatCannotBeStoredLivesForItsRequest() {
        browser.body("http/set?name=thread&value=before");
        assertEquals("true", browser.body("http/here?name=thread"));
        assertEquals("null", browser.body("http/get?name=thread"));
        assertEquals("kept", browser.body("http/get?name=beside"));
    }

    @Test
    void everyWayToTheSessionLeadsToTheSame() {
        assertEquals("true true true", browser.body("http/same"));
        assertEquals("request", browser.body("rest/session/context?name=by"));
        assertEquals("rest", browser.body("rest/session/context?name=by&value=rest"));
        assertEquals("rest", browser.body("http/get?name=by"));
    }

    @Test
    void classOfTheSessionCanBeLookedAt() {
        String properties = browser.body("http/properties");
        assertTrue(
                properties.matches("(getAccessor )?getAttribute getAttributeNames getClass getCreationTime getId .*"),
                properties);
    }

    @Test
    void urlsCarryNoId() {
        assertEquals("/a /b?c=d", browser.body("http/urls"));
        browser.body("http/begin");
        assertEquals("/a /b?c=d", browser.body("http/urls"));
    }

    @Test
    void untouchedSessionLeavesNoTrace() {
        browser.body("http/begin");
        HttpResponse<String> response = browser.get("probe/none");
        assertAll(
                () -> assertTrue(Browser.ours(response).isEmpty()),
                () -> assertFalse(response.headers().firstValue("Vary").isPresent()),
                () -> assertEquals(0, browser.cost("probe/none")));
    }

    @Test
    void everyRequestCostsWhatItMust() {
        assertEquals(1, browser.cost("http/begin"), "new session");
        assertEquals(1, browser.cost("http/get?name=a"), "reading");
        assertEquals(2, browser.cost("http/set?name=a&value=1"), "writing");
    }
}
