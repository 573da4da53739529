package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session that goes from one user of the container to another gets a new id each time. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ContainerLoginIT {
    @ArquillianResource
    URL base;

    private Browser browser;

    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with("secured.war", Map.of("session.type", "memory")).addPackage("io.cloakroom.it.secured");
    }

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        assertEquals("null 1", browser.body("who"));
    }

    @AfterEach
    void theContainerMadeNoSessionOfItsOwn() {
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void idChangesWithTheUserAndNotWithTheRequest() {
        String anonymous = browser.cookie();
        Browser thief = browser.copy();
        assertEquals("ada 2", as("ada", "who"));
        String ada = browser.cookie();
        assertNotEquals(anonymous, ada);
        assertEquals("null 1", thief.body("who"), "the id from before the login is worthless");
        assertEquals("ada 3", as("ada", "who"));
        assertEquals(ada, browser.cookie());
        assertEquals("bob 4", as("bob", "who"));
        assertNotEquals(ada, browser.cookie());
    }

    @Test
    void logoutChangesTheIdToo() {
        as("ada", "who");
        Browser thief = browser.copy();
        assertEquals("null 3", as("ada", "who?logout=1"));
        assertEquals("null 1", thief.body("who"));
        assertEquals("null 4", browser.body("who"));
    }

    private String as(String user, String path) {
        return browser.get(path, "X-User", user).body();
    }
}
