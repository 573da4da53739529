package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;

/** The shop as it was: what {@link ExistingApplicationIT} has to equal. */
class WithoutCloakroomIT extends ExistingApplicationContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return shop("plain.war");
    }

    @AfterEach
    void onlyTheContainersCookieIsThere() {
        assertEquals(List.of("JSESSIONID"), customer.sessionCookies());
    }
}
