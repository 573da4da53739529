package io.cloakroom.it;

import io.cloakroom.testing.RedisServer;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Sessions in a real Redis. */
@Tag("wildfly")
@Tag("liberty")
class RedisBrowserIT extends SharedBrowserContract {
    private static final RedisServer REDIS = RedisServer.shared();

    @Deployment(testable = false)
    static WebArchive application() {
        REDIS.start();
        return ProbeWar.ofSample("redis", Map.of("session.redis", REDIS.uri()));
    }
}
