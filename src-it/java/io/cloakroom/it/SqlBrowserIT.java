package io.cloakroom.it;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Sessions in the server's default data source, through the server's JPA: Hibernate on WildFly, EclipseLink on Payara. */
class SqlBrowserIT extends SharedBrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample("sql", Map.of());
    }
}
