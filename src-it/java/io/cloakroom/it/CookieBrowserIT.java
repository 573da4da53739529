package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions in signed cookies. */
@Tag("wildfly")
@Tag("liberty")
class CookieBrowserIT extends BrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample("cookie", Map.of("secret-key", "0123456789abcdef0123456789abcdef"));
    }

    @Override
    int calls(int withStore) {
        return 0;
    }

    @Test
    void messageOfAWebSocketSeesTheCookieOfTheHandshake() throws Exception {
        browser.body("probe/put?name=a&value=1");
        try (Talk talk = Talk.with(HttpClient.newHttpClient(), base.toString(), "socket", browser.cookie())) {
            assertEquals("was here", talk.ask("get handshake"));
            assertEquals("2", talk.ask("put a 2"));
            assertEquals("1", talk.ask("get a"));
        }
    }
}
