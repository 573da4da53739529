package io.cloakroom.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The default. */
class FilesystemBrowserIT extends SharedBrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with("filesystem.war", Map.of());
    }
}
