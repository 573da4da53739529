package io.cloakroom.it;

import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** WebSockets with sessions in files. */
class WebSocketIT extends WebSocketContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample(
                "filesystem",
                Map.of(
                        "session.file.dir",
                        Path.of("target", "sessions-of-sockets")
                                .toAbsolutePath()
                                .toString()));
    }
}
