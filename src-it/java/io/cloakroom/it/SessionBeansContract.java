package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.Services;
import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser must see of an application's {@code @SessionScoped} beans, on every server. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class SessionBeansContract {
    @ArquillianResource
    URL base;

    Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        browser.body("beans/diary");
    }

    @Test
    void beanFollowsTheBrowser() {
        assertEquals("tea1 0 0", browser.body("beans/add?value=tea"));
        assertEquals("tea2 0 0", browser.body("beans/add?value=tea"));
        assertEquals("tea2 0 0", browser.body("beans/cart"));
        assertEquals("0 0", new Browser(base.toString()).body("beans/cart"));
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void interceptedBeanWithAStereotypeKeepsCounting() {
        assertEquals("watched 1", browser.body("beans/next"));
        assertEquals("watched 2", browser.body("beans/next"));
    }

    @Test
    void whatAProducerMadeIsKept() {
        assertEquals("[tea]", browser.body("beans/wish?value=tea"));
        assertEquals("[tea, jam]", browser.body("beans/wish?value=jam"));
    }

    @Test
    void beanCostsTheStoreNoMoreThanAnAttribute() {
        assertEquals(1, browser.cost("beans/add?value=tea"), "new session");
        assertEquals(1, browser.cost("beans/cart"), "reading");
        assertEquals(2, browser.cost("beans/add?value=tea"), "writing");
    }

    @Test
    void requestsAtOnceKeepWhatEachChanged() throws Exception {
        browser.body("beans/add?value=tea");
        Browser slow = browser.copy();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<HttpResponse<String>> answer = executor.submit(() -> slow.get("beans/slow"));
        Browser gate = new Browser(base.toString());
        gate.body("gate/arrived");
        assertEquals("tea1 0 1", browser.body("beans/change"));
        assertEquals("watched 1", browser.body("beans/next"));
        gate.body("gate/open");
        executor.shutdown();
        assertEquals("tea1 1 0", answer.get().body());
        assertEquals("tea1 1 1", browser.body("beans/cart"), "two fields of one bean");
        assertEquals("watched 2", browser.body("beans/next"), "another bean");
    }

    @Test
    void beansEndWithTheRequestThatInvalidates() {
        browser.body("beans/add?value=tea");
        browser.body("beans/wish?value=tea");
        assertEquals("cart begun, initialized", browser.body("beans/diary"));
        assertEquals("tea1 0 0", browser.body("beans/invalidate"), "usable until the end");
        List<String> told = List.of(browser.body("beans/diary").split(", "));
        assertEquals(List.of("invalidated", "before destroyed"), told.subList(0, 2), told::toString);
        assertEquals(
                List.of("cart ended", "wishes disposed"),
                told.subList(2, 4).stream().sorted().toList());
        assertEquals(List.of("destroyed"), told.subList(4, told.size()), told::toString);
        assertEquals("0 0", browser.body("beans/cart"));
    }

    @Test
    void eventsOfTheScopeComeOnceForASessionWithoutBeans() {
        assertEquals("true", browser.body("beans/session-begin"));
        assertEquals("false", browser.body("beans/session-begin"));
        assertEquals("initialized", browser.body("beans/diary"));
        browser.body("probe/invalidate");
        assertEquals("before destroyed, destroyed", browser.body("beans/diary"));
    }

    @Test
    void asynchronousRequestHasTheBeans() {
        browser.body("beans/add?value=tea");
        assertEquals("tea1 0 0", browser.body("beans/async?value=/beans/cart"));
        assertEquals("tea1 0 0", browser.body("beans/async?value=/beans/invalidate"));
        assertEquals("0 0", browser.body("beans/cart"));
        StringBuilder told = new StringBuilder();
        Services.await(
                "the beans have ended",
                Duration.ofSeconds(10),
                () -> told.append(browser.body("beans/diary")).toString().contains(", destroyed"));
    }

    @Test
    void outsideARequestASentenceSaysSo() {
        String told = browser.body("beans/outside");
        assertTrue(told.startsWith("There is no session here"), told);
    }

    @Test
    void conversationGoesOnBesideTheBeans() {
        browser.body("beans/add?value=tea");
        String id = begunConversation();
        assertEquals("long-running 2", browser.body("conversation/next?cid=" + id));
        assertEquals("tea1 0 0", browser.body("beans/cart"));
        assertEquals("long-running 3", browser.body("conversation/next?cid=" + id));
        assertEquals("transient 1", browser.body("conversation/next"), "without its id");
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void secondConversationGoesOnWhenTheFirstHasEnded() {
        String first = begunConversation();
        String second = begunConversation();
        assertEquals("long-running 2", browser.body("conversation/next?cid=" + first));
        browser.body("beans/diary");
        assertEquals("transient 3", browser.body("conversation/end?cid=" + first));
        assertEquals("talk ended after 3, conversation destroyed", browser.body("beans/diary"));
        assertEquals("nonexistent, transient 1", browser.body("conversation/catching?cid=" + first));
        assertEquals("long-running 2", browser.body("conversation/next?cid=" + second));
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void conversationCostsTheStoreNoMoreThanABean() {
        assertEquals(0, browser.cost("conversation/none?cid=1"), "untouched");
        assertEquals(0, browser.cost("conversation/next"), "transient");
        assertEquals(1, browser.cost("conversation/begin"), "new session");
        String id = begunConversation();
        assertEquals(2, browser.cost("conversation/next?cid=" + id), "changed");
        assertEquals(0, browser.cost("conversation/none?cid=" + id), "untouched");
        assertEquals(0, browser.cost("conversation/next"), "transient, beside one of the session");
    }

    @Test
    void unknownConversationIsToldToWhoeverAsksForIt() {
        assertEquals("none", browser.body("conversation/none?cid=unknown"));
        assertEquals("nonexistent, transient 1", browser.body("conversation/catching?cid=unknown"));
        String id = begunConversation();
        assertEquals("nonexistent, transient 1", new Browser(base.toString()).body("conversation/catching?cid=" + id));
        assertEquals("transient 1", browser.body("conversation/next?conversationPropagation=none&cid=" + id));
        assertEquals("nonexistent, transient 1", browser.body("conversation/catching?cid=unknown"));
        assertEquals("long-running 2", browser.body("conversation/next?cid=" + id));
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void conversationEndsWithItsSession() {
        String id = begunConversation();
        browser.body("beans/diary");
        assertEquals("long-running 2, transient 3", browser.body("conversation/invalidate?cid=" + id));
        String told = browser.body("beans/diary");
        assertTrue(told.contains("talk ended after 3, conversation destroyed"), told);
        assertEquals("nonexistent, transient 1", browser.body("conversation/catching?cid=" + id));
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void requestsOfOneConversationComeOneAfterTheOther() throws Exception {
        String id = begunConversation();
        Browser slow = browser.copy();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<HttpResponse<String>> answer = executor.submit(() -> slow.get("conversation/slow?cid=" + id));
        Browser gate = new Browser(base.toString());
        gate.body("gate/arrived");
        assertEquals("busy, transient 1", browser.body("conversation/catching?cid=" + id));
        assertEquals("transient 1", browser.body("conversation/next"), "another conversation");
        gate.body("gate/open");
        executor.shutdown();
        assertEquals("long-running 3", answer.get().body());
        assertEquals("long-running 4", browser.body("conversation/next?cid=" + id));
    }

    @Test
    void conversationEndsByItself() {
        String id = begunConversation();
        browser.body("conversation/hurry?cid=" + id);
        StringBuilder answers = new StringBuilder();
        Services.await(
                "the conversation is over",
                Duration.ofSeconds(10),
                () -> answers.append(browser.body("conversation/catching?cid=" + id))
                        .toString()
                        .endsWith("nonexistent, transient 1"));
    }

    @Test
    void conversationGoesAlongWithDispatches() {
        String id = begunConversation();
        assertEquals("long-running 2", browser.body("conversation/forward?value=/conversation/next&cid=" + id));
        assertEquals("long-running 3", browser.body("conversation/async?value=/conversation/next&cid=" + id));
        Services.await(
                "the asynchronous request has left the conversation",
                Duration.ofSeconds(10),
                () -> browser.body("conversation/catching?cid=" + id).startsWith("long-running"));
    }

    private String begunConversation() {
        String[] begun = browser.body("conversation/begin").split(" ", -1);
        assertEquals("1", begun[1]);
        return begun[0];
    }
}
