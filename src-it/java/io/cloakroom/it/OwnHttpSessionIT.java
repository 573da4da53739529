package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code session.http-session=false}: the application's {@code HttpSession} is its server's, beside ours. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OwnHttpSessionIT {
    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with(
                "own-http-session.war",
                Map.of(
                        "session.http-session",
                        "false",
                        "session.file.dir",
                        Path.of("target", "sessions-beside").toAbsolutePath().toString()));
    }

    @Test
    void bothSessionsLiveSideBySide() {
        Customer customer = new Customer(base.toString());
        assertEquals("server", customer.get("http/set?name=who&value=server"));
        assertEquals(List.of("JSESSIONID"), customer.sessionCookies());
        assertEquals("null", customer.get("probe/get?name=who"));
        customer.get("probe/put?name=who&value=ours");
        assertEquals("server", customer.get("http/get?name=who"));
        assertEquals("ours", customer.get("probe/get?name=who"));
        assertEquals(Set.of("JSESSIONID", "session"), Set.copyOf(customer.sessionCookies()));
    }

    @Test
    void sessionScopedBeansLiveInOurs() {
        Customer customer = new Customer(base.toString());
        assertEquals("tea1 0 0", customer.get("beans/add?value=tea"));
        assertEquals("tea1 0 0", customer.get("beans/cart"));
        assertEquals(List.of("session"), customer.sessionCookies());
    }
}
