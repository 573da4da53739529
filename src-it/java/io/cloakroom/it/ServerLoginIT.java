package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code request.login()} with a user that the server knows. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServerLoginIT {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <login-config><auth-method>BASIC</auth-method></login-config>
            </web-app>
            """;

    @ArquillianResource
    URL base;

    private Browser browser;

    @Deployment(testable = false)
    static WebArchive application() {
        return ContainerLoginIT.secured("login.war").addAsWebInfResource(new StringAsset(WEB_XML), "web.xml");
    }

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        assertEquals("null 1", browser.body("who"));
    }

    @Test
    void loginChangesTheId() {
        Browser thief = browser.copy();
        assertEquals("ada 2", browser.body("who?login=ada&password=ada"));
        assertNotEquals(thief.cookie(), browser.cookie());
        assertEquals("null 1", thief.body("who"), "the id from before the login is worthless");
    }

    @Test
    void refusedLoginChangesNothing() {
        String id = browser.cookie();
        assertEquals("null 2", browser.body("who?login=ada&password=wrong"));
        assertEquals(id, browser.cookie());
    }

    @Test
    void logoutInTheSameRequestChangesTheIdToo() {
        Browser thief = browser.copy();
        assertEquals("null 2", browser.body("who?login=ada&password=ada&logout=1"));
        assertEquals("null 1", thief.body("who"));
    }
}
