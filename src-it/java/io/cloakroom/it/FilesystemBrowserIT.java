package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Sessions in files. */
class FilesystemBrowserIT extends SharedBrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample(
                "filesystem",
                Map.of(
                        "session.file.dir",
                        Path.of("target", "sessions-of-probe").toAbsolutePath().toString()));
    }

    /** What the end of the build says of the JDK is true of the servers, too. */
    @Test
    void serverRunsOnTheJdkOfTheTests() {
        assertEquals(System.getProperty("java.home"), browser.body("probe/jdk"));
    }
}
