package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The session is saved before the response also in the ways that Servlet 6.1 has added. WildFly Preview 38 lacks its redirects. */
@Tag("server")
@Tag("ee11")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NewWaysIT {
    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with("new-ways.war", Map.of("session.type", "memory")).addPackage("io.cloakroom.it.ee11");
    }

    @Test
    @Tag("payara7")
    void redirectWithAStatus() {
        follow("status", 303);
    }

    @Test
    @Tag("payara7")
    void redirectThatKeepsWhatWasWritten() {
        String body = follow("buffer", 302);
        assertTrue(body.startsWith("kept"), body);
    }

    @Test
    @Tag("payara7")
    void redirectWithAStatusThatKeepsWhatWasWritten() {
        String body = follow("both", 308);
        assertTrue(body.startsWith("kept"), body); // Payara adds a note of its own.
    }

    @Test
    void bytesOfABuffer() {
        assertEquals(100_000, follow("bytes", 200).length());
    }

    /** What was written before is not always sent: on WildFly Preview 38 it comes now and then only. */
    @Test
    void dispatchThatClosesTheStream() {
        follow("dispatch", 200);
    }

    /** Goes this way, and tells what came; the next request sees what the one before did. */
    private String follow(String way, int status) {
        Browser browser = new Browser(base.toString());
        HttpResponse<String> response = browser.get("new-way/" + way);
        assertEquals(status, response.statusCode());
        assertEquals(status >= 300, response.headers().firstValue("Location").isPresent());
        assertTrue(Browser.ours(response).isPresent(), response.headers().map().toString());
        assertEquals(way, browser.body("http/get?name=way"));
        return response.body();
    }
}
