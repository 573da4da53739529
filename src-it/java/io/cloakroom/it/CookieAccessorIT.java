package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session that only its client keeps cannot be had without the client: Servlet 6.1 has {@code null} for that. */
@Tag("server")
@Tag("ee11")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CookieAccessorIT {
    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with(
                        "cookie-accessor.war",
                        Map.of("session.type", "cookie", "secret-key", "of the tests, ".repeat(4)))
                .addPackage("io.cloakroom.it.ee11");
    }

    @Test
    void sessionInACookieHasNoAccessor() {
        Browser browser = new Browser(base.toString());
        assertEquals("unsupported", browser.body("accessor/keep?of=cookie"));
        assertEquals("1", browser.body("http/set?name=a&value=1"));
        assertEquals("1", browser.body("http/get?name=a"));
    }
}
