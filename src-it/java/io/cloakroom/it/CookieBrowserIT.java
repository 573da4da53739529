package io.cloakroom.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

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
}
