package io.cloakroom.it;

import io.cloakroom.testing.MemcachedServer;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Sessions in a real Memcached. */
@Tag("wildfly")
@Tag("liberty")
class MemcachedBrowserIT extends SharedBrowserContract {
    private static final MemcachedServer MEMCACHED = MemcachedServer.shared();

    @Deployment(testable = false)
    static WebArchive application() {
        MEMCACHED.start();
        return ProbeWar.ofSample("memcached", Map.of("session.memcached", MEMCACHED.address()));
    }
}
