package io.cloakroom.it;

import io.cloakroom.testing.MongoServer;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Sessions in MongoDB, or what stands in for it. */
@Tag("wildfly")
@Tag("liberty")
class MongoBrowserIT extends SharedBrowserContract {
    private static final MongoServer MONGO = MongoServer.shared();

    @Deployment(testable = false)
    static WebArchive application() {
        MONGO.start();
        return ProbeWar.ofSample("mongodb", Map.of("session.mongodb", MONGO.uri()));
    }
}
