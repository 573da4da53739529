package io.cloakroom.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.cloakroom.it.secured.Basic;
import io.cloakroom.it.secured.Users;
import java.net.URL;
import java.util.Base64;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** BASIC authentication: each request says who the user is, and the id changes with the first that does. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BasicLoginIT {
    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return ContainerLoginIT.secured("basic.war", Basic.class, Users.class);
    }

    @Test
    void idChangesWithTheLogin() {
        Browser browser = new Browser(base.toString());
        assertEquals("null 1", browser.body("who"));
        Browser thief = browser.copy();
        assertEquals("ada 2", as("ada", browser));
        String id = browser.cookie();
        assertNotEquals(thief.cookie(), id);
        assertEquals("ada 3", as("ada", browser));
        assertEquals(id, browser.cookie());
        assertEquals("null 1", thief.body("who"), "the id from before the login is worthless");
        assertEquals(
                List.of(),
                browser.foreignCookies().stream()
                        .filter(cookie -> cookie.startsWith("JSESSIONID"))
                        .toList()); // Open Liberty has one for its single sign-on.
    }

    private static String as(String user, Browser browser) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8));
        return browser.get("who", "Authorization", "Basic " + credentials).body();
    }
}
