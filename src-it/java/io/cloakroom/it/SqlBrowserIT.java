package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Sessions in the server's default data source, through the server's JPA: Hibernate on WildFly, EclipseLink on Payara. */
class SqlBrowserIT extends SharedBrowserContract {
    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample("sql", Map.of());
    }

    @Test
    void sessionOutlivesATransactionThatIsRolledBack() {
        assertEquals("active 0", browser.body("transaction/rollback?note=undone"));
        assertEquals("undone", browser.body("probe/get?name=note"));
        assertEquals("active 0", browser.body("transaction/rollback?note=again"), "with a session that is there");
        assertEquals("again", browser.body("probe/get?name=note"));
    }

    @Test
    void transactionOfTheApplicationGoesOnAfterTheSessionIsSaved() {
        assertEquals("active 1", browser.body("transaction/commit?note=done"));
        assertEquals("done", browser.body("probe/get?name=note"));
    }
}
