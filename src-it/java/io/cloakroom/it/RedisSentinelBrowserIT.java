package io.cloakroom.it;

import io.cloakroom.testing.RedisSentinels;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Sessions in the master that real sentinels tell of. */
@Tag("wildfly")
@Tag("liberty")
class RedisSentinelBrowserIT extends SharedBrowserContract {
    private static final RedisSentinels REDIS = RedisSentinels.shared();

    @Deployment(testable = false)
    static WebArchive application() {
        REDIS.start();
        return ProbeWar.ofSample("redis-sentinel", Map.of("session.redis", REDIS.uri()));
    }
}
