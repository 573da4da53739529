package io.cloakroom.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Sessions in memory. */
@Tag("wildfly")
@Tag("liberty")
class MemoryBrowserIT extends SharedBrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample("memory", Map.of());
    }
}
