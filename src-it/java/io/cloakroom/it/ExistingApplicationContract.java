package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the customers of an application see that knows nothing of Cloakroom: the same with it and without. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class ExistingApplicationContract {
    @ArquillianResource
    URL base;

    Customer customer;

    static WebArchive shop(String name) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addPackage("shop")
                .addAsWebResource("shop/browse.xhtml", "browse.xhtml")
                .addAsWebInfResource("shop/web.xml", "web.xml")
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    @BeforeEach
    void enter() {
        customer = new Customer(base.toString());
    }

    @Test
    void servletCounts() {
        assertEquals("1", customer.get("account/visit"));
        assertEquals("2", customer.get("account/visit"));
        assertEquals("1", new Customer(base.toString()).get("account/visit"), "another customer");
    }

    @Test
    void sessionBeanIsKept() {
        assertEquals("1", customer.get("account/buy?article=tea"));
        assertEquals("2", customer.get("account/buy?article=jam"));
        assertEquals("[tea, jam]", customer.get("account/cart"));
    }

    @Test
    void pageGoesOnWhereItWas() {
        Page page = new Page(customer, "browse.xhtml");
        assertTrue(page.shows("steps=0 cart=[]"), page.text());
        page.choose("tea");
        assertTrue(page.shows("steps=1 cart=[tea]"), page.text());
        Page second = new Page(customer, "browse.xhtml");
        assertTrue(second.shows("steps=0 cart=[tea]"), second.text());
        second.choose("jam");
        page.choose("ham");
        assertTrue(page.shows("steps=2 cart=[tea, jam, ham]"), page.text());
    }

    @Test
    void listenersHearOfEverythingOnce() {
        customer.get("account/visit");
        customer.get("account/visit");
        customer.get("account/leave");
        String log = customer.get("account/log");
        assertTrue(log.endsWith("created, added 1, replaced 1, destroyed after 2]"), log);
        assertEquals("1", customer.get("account/visit"));
    }

    @Test
    void customerWhoLeavesLeavesNothing() {
        customer.get("account/visit");
        customer.get("account/buy?article=tea");
        customer.get("account/leave");
        assertEquals("1", customer.get("account/visit"));
        assertEquals("[]", customer.get("account/cart"));
    }
}
