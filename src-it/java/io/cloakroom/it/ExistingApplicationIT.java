package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;

/** The shop with the jar and one key. */
class ExistingApplicationIT extends ExistingApplicationContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.withLibrary(shop("shop.war"), "session.type=filesystem\n");
    }

    @AfterEach
    void onlyOurCookieIsThere() {
        assertEquals(List.of("session"), customer.sessionCookies());
    }
}
