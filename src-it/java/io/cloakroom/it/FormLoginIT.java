package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.it.secured.Form;
import io.cloakroom.it.secured.SecretServlet;
import io.cloakroom.it.secured.Users;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** FORM authentication: the server remembers the user, in a session of its own; ours gets a new id with the login. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FormLoginIT {
    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return ContainerLoginIT.secured("form.war", Form.class, Users.class, SecretServlet.class)
                .addAsWebResource(new StringAsset("Who are you?"), "login.html");
    }

    @Test
    void idChangesWithTheLogin() {
        Customer customer = new Customer(base.toString());
        assertEquals("null 1", customer.get("who"));
        String before = customer.cookie("session");
        assertEquals("Who are you?", customer.get("secret"));
        customer.follow("j_security_check", "j_username=ada&j_password=ada");
        String secret = customer.get("secret");
        assertTrue(secret.matches("ada [23]"), secret);
        assertNotEquals(before, customer.cookie("session"));
    }
}
