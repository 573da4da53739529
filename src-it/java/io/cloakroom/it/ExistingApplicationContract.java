package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.util.Arrays;
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
                .addAsWebResource("shop/wishes.xhtml", "wishes.xhtml")
                .addAsWebResource("shop/order/order-flow.xml", "order/order-flow.xml")
                .addAsWebResource("shop/order/order.xhtml", "order/order.xhtml")
                .addAsWebResource("shop/order/confirm.xhtml", "order/confirm.xhtml")
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

    @Test
    void facesHasTheSameSession() {
        customer.get("account/visit");
        Page page = new Page(customer, "browse.xhtml");
        assertTrue(page.shows("visits=1"), page.text());
        page.choose("tea");
        page.press("leave", "article", "the door");
        assertTrue(page.shows("cart=[] visits= "), page.text());
        assertEquals("1", customer.get("account/visit"));
        assertEquals(1, noted("browsed to the door"));
    }

    @Test
    void flashIsForTheNextPage() {
        Page page = new Page(customer, "browse.xhtml");
        page.press("remember", "article", "the milk");
        assertTrue(page.shows("note=the milk."), page.text());
        assertEquals(1, noted("browsed to the milk"), "the view was left");
        Page next = new Page(customer, "wishes.xhtml");
        assertTrue(next.shows("note=."), next.text());
    }

    @Test
    void flowKeepsItsBeanUntilItIsLeft() {
        Page page = new Page(customer, "browse.xhtml");
        page.choose("tea");
        page.press("order");
        assertTrue(page.shows("to=."), page.text());
        page.press("next", "address", "Pier 1");
        assertTrue(page.shows("order of [tea] to Pier 1 in 0 wrappings"), page.text());
        page.press("gift");
        page.press("gift");
        assertTrue(page.shows("order of [tea] to Pier 1 in 2 wrappings"), page.text());
        assertEquals(0, noted("ordered [tea] to Pier 1"));
        page.press("send");
        assertTrue(page.shows("cart=[tea]"), page.text());
        assertEquals(1, noted("ordered [tea] to Pier 1"));
        page.press("order");
        assertTrue(page.shows("to=."), "another order: " + page.text());
    }

    @Test
    void conversationGoesAlongWithFormsAndRedirects() {
        long begun = noted("conversation begun");
        Page page = new Page(customer, "wishes.xhtml");
        assertTrue(page.shows("wishes=[] conversation=."), page.text());
        assertEquals(begun + 1, noted("conversation begun"), "a transient one, for this request");
        page.press("add", "wish", "tea");
        page.press("add", "wish", "jam");
        assertTrue(page.shows("wishes=[tea, jam]"), page.text());
        assertFalse(page.shows("conversation=."), page.text());
        page.press("look");
        assertTrue(page.shows("wishes=[tea, jam]"), page.text());
        assertFalse(page.link().contains("cid="), page.link());
        Page other = new Page(customer, "wishes.xhtml");
        other.press("add", "wish", "ham");
        assertTrue(other.shows("wishes=[ham]"), other.text());
        page.press("send");
        assertTrue(page.shows("wishes=[tea, jam] conversation=."), page.text());
        assertEquals(1, noted("wished [tea, jam]"));
        assertEquals(0, noted("wished [ham]"));
        page.press("add", "wish", "oil");
        assertTrue(page.shows("wishes=[oil]"), page.text());
    }

    @Test
    void conversationThatIsOverIsAnError() {
        assertEquals(500, customer.status("wishes.xhtml?cid=unknown"));
        assertEquals("1", customer.get("account/visit?cid=unknown"), "as long as nobody asks for it");
    }

    /** How often the application has noted this. */
    private long noted(String line) {
        String log = customer.get("account/log");
        return Arrays.stream(log.substring(1, log.length() - 1).split(", (?![^\\[]*\\])"))
                .filter(line::equals)
                .count();
    }
}
