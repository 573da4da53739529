package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.Services;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application's listeners must be told of its sessions, on every server. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class ListenersContract {
    /** In the order of their registration, as far as that is defined. */
    private static final List<String> IN_ORDER =
            List.of("InWebXml", "AddedAsClass", "Failing", "AddedByName", "AddedAsInstance");

    private static final Set<String> ALL = new TreeSet<>(List.of(
            "AddedAsClass",
            "AddedAsInstance",
            "AddedByInitializer",
            "AddedByName",
            "Annotated",
            "Failing",
            "InFragment",
            "InWebXml"));

    @ArquillianResource
    URL base;

    Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        browser.body("listened/diary");
    }

    @AfterEach
    void theContainerMadeNoSessionOfItsOwn() {
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void eachListenerIsToldOnceHoweverItIsRegistered() {
        assertEquals("true", browser.body("listened/begin"));
        List<String> told = who("created", diary());
        assertEquals(ALL, new TreeSet<>(told));
        assertEquals(ALL.size(), told.size(), told::toString);
        assertEquals(IN_ORDER, told.stream().filter(IN_ORDER::contains).toList());
        assertEquals("false", browser.body("listened/begin"));
        assertEquals(List.of(), diary());
    }

    @Test
    void listenersThatTheContainerMakesAreInjected() {
        browser.body("listened/begin");
        List<String> told = diary();
        Stream.of("InWebXml", "InFragment", "Annotated", "AddedAsClass", "AddedByName", "AddedByInitializer")
                .forEach(name -> assertTrue(told.contains(name + " created injected"), told::toString));
        assertTrue(told.contains("AddedAsInstance created alone"), told::toString);
    }

    @Test
    void endIsToldInReverseWhileAttributesAreThere() {
        browser.body("listened/begin");
        List<String> order = who("created", diary());
        browser.body("listened/set?name=user&value=ada");
        diary();
        browser.body("listened/invalidate");
        List<String> told = diary();
        Collections.reverse(order);
        assertEquals(order, who("destroyed ada", told));
        assertTrue(
                told.lastIndexOf("InWebXml destroyed ada") < told.indexOf("InWebXml removed user=ada"), told::toString);
    }

    @Test
    void newIdIsTold() {
        browser.body("listened/begin");
        diary();
        String old = browser.body("listened/hash");
        browser.body("listened/renew");
        List<String> told = diary();
        assertEquals(ALL, new TreeSet<>(who("renewed true", told)));
        assertEquals(1 + ALL.size(), told.size(), told::toString);
        assertEquals("event renewed " + hash(old) + " " + hash(browser.body("listened/hash")), told.get(0));
    }

    @Test
    void attributeListenersGetTheOldValue() {
        browser.body("listened/begin");
        diary();
        browser.body("listened/set?name=a&value=1");
        assertToldAlone("added a=1");
        browser.body("listened/set?name=a&value=2");
        assertToldAlone("replaced a=1");
        browser.body("listened/remove?name=a");
        assertToldAlone("removed a=2");
        browser.body("listened/remove?name=a");
        assertEquals(List.of(), diary());
    }

    @Test
    void valueIsBoundBeforeItIsSeenAndUnboundAfter() {
        browser.body("listened/ticket?name=t&value=1");
        assertTrue(tickets().contains("Ticket 1 bound, there is null"));
        browser.body("listened/ticket?name=t&value=2");
        assertEquals(
                List.of(
                        "Ticket 1 activated",
                        "Ticket 2 bound, there is 1",
                        "Ticket 1 unbound as t",
                        "Ticket 2 passivated"),
                tickets());
        browser.body("listened/remove?name=t");
        assertEquals(List.of("Ticket 2 activated", "Ticket 2 unbound as t"), tickets());
        browser.body("listened/ticket?name=t&value=3");
        tickets();
        browser.body("listened/invalidate");
        assertEquals(List.of("Ticket 3 activated", "Ticket 3 unbound as t"), tickets());
    }

    @Test
    void valueIsActivatedWhenItComesBackAndPassivatedBeforeItGoes() {
        browser.body("listened/ticket?name=t&value=1");
        assertEquals(List.of("Ticket 1 bound, there is null", "Ticket 1 passivated"), tickets());
        assertEquals("true", browser.body("listened/awake?name=t"));
        assertEquals(List.of("Ticket 1 activated", "Ticket 1 passivated"), tickets());
        browser.body("listened/set?name=a&value=1");
        assertEquals(List.of(), tickets());
    }

    @Test
    void sessionOfTheMapAloneIsToldToo() {
        browser.body("listened/inject-put?name=user&value=ada");
        String hash = hash(browser.body("listened/hash"));
        List<String> told = diary();
        assertEquals("event created " + hash, told.get(0));
        assertEquals(ALL, new TreeSet<>(who("created", told)));
        browser.body("listened/inject-clear");
        List<String> end = diary();
        assertEquals(ALL, new TreeSet<>(who("destroyed null", end)));
        assertEquals("event ended " + hash + " EMPTIED null", end.get(end.size() - 1));
        assertEquals(1 + ALL.size(), end.size(), end::toString);
    }

    @Test
    void eventsTellWhyASessionEnded() {
        browser.body("listened/set?name=user&value=ada");
        String hash = hash(browser.body("listened/hash"));
        diary();
        browser.body("listened/invalidate");
        List<String> told = diary();
        assertEquals(
                List.of("event ended " + hash + " INVALIDATED ada"),
                told.stream().filter(line -> line.startsWith("event")).toList());
        assertEquals("true", browser.body("listened/begin"));
        assertNotEquals(hash, hash(browser.body("listened/hash")));
    }

    @Test
    void expiryIsToldOnceWithWhatWasInTheSession() {
        browser.body("listened/set?name=user&value=ada");
        browser.body("listened/ticket?name=t&value=1");
        String hash = hash(browser.body("listened/hash"));
        browser.body("listened/short");
        diary();
        List<String> told = new ArrayList<>();
        Services.await("the sweep notices", Duration.ofSeconds(30), () -> {
            told.addAll(diary());
            return told.contains("Ticket 1 unbound as t");
        });
        List<String> destroyed = who("destroyed ada", told);
        assertAll(
                () -> assertEquals(ALL, new TreeSet<>(destroyed)),
                () -> assertEquals(ALL.size(), destroyed.size()),
                () -> assertTrue(told.contains("event ended " + hash + " EXPIRED ada"), told::toString),
                () -> assertEquals("true", browser.body("listened/begin"), "a new session"));
    }

    private void assertToldAlone(String what) {
        List<String> told = diary();
        assertEquals(ALL, new TreeSet<>(who(what, told)));
        assertEquals(ALL.size(), told.size(), told::toString);
    }

    private List<String> diary() {
        return Arrays.stream(browser.body("listened/diary").split("\n"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private List<String> tickets() {
        return diary().stream().filter(line -> line.startsWith("Ticket")).toList();
    }

    /** The listeners that wrote a line that begins so, in their order. */
    private static List<String> who(String what, List<String> told) {
        return new ArrayList<>(told.stream()
                .filter(line -> !line.startsWith("event ") && line.contains(" " + what))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList());
    }

    private static String hash(String idAndHash) {
        return idAndHash.split(" ", 2)[1];
    }
}
