package io.cloakroom.it;

import com.example.store.H2StoreProvider;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Sessions in a store that the application brings along as a bean, on both servers. */
class OwnStoreBrowserIT extends SharedBrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with("own.war", Map.of("session.type", "h2", "session.h2", "jdbc:h2:mem:own;db_close_delay=-1"))
                .addPackage(H2StoreProvider.class.getPackage())
                .addClass(OwnProvider.class);
    }
}
