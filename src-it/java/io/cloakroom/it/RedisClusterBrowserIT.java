package io.cloakroom.it;

import io.cloakroom.testing.RedisCluster;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Sessions in a real Redis Cluster. */
@Tag("wildfly")
@Tag("liberty")
class RedisClusterBrowserIT extends SharedBrowserContract {
    private static final RedisCluster REDIS = RedisCluster.shared();

    @Deployment(testable = false)
    static WebArchive application() {
        REDIS.start();
        return ProbeWar.ofSample("redis-cluster", Map.of("session.redis", REDIS.uri()));
    }
}
