package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URL;
import java.net.http.HttpClient;
import java.util.ArrayList;
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

/** What a browser must see of the session that its WebSockets share, on every server. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class WebSocketContract {
    private static final int CLIENTS = 16;
    private static final int MESSAGES = 25;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @ArquillianResource
    URL base;

    Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        browser.body("probe/put?name=a&value=1");
    }

    @Test
    void handshakeHasTheSession() throws Exception {
        talk("socket").close();
        assertEquals("was here", browser.body("probe/get?name=handshake"));
    }

    @Test
    void handshakeHasTheHttpSession() throws Exception {
        browser.body("http/begin");
        try (Talk talk = talk("socket")) {
            assertEquals(talk.ask("id"), talk.ask("get http"));
            assertEquals(browser.body("http/begin"), talk.ask("get http"));
        }
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void eachMessageSeesWhatRequestsDid() throws Exception {
        try (Talk talk = talk("socket")) {
            assertEquals("1", talk.ask("get a"));
            browser.body("probe/put?name=a&value=2");
            assertEquals("2", talk.ask("get a"));
        }
    }

    @Test
    void requestsSeeWhatEachMessageDid() throws Exception {
        try (Talk talk = talk("socket")) {
            assertEquals("1", talk.ask("count n"));
            assertEquals("1", browser.body("probe/get?name=n"));
            assertEquals("2", talk.ask("count n"));
            assertEquals("2", browser.body("probe/get?name=n"));
        }
    }

    @Test
    void messageHasTheSessionScopedBeans() throws Exception {
        browser.body("beans/add?value=tea");
        try (Talk talk = talk("socket")) {
            assertEquals("tea2 0 0", talk.ask("add tea"));
        }
        assertEquals("tea2 0 0", browser.body("beans/cart"));
    }

    @Test
    void failedMessageIsTakenBack() throws Exception {
        try (Talk talk = talk("socket")) {
            assertEquals("on purpose", talk.ask("fail a 2"));
            assertEquals("1", talk.ask("get a"));
        }
        assertEquals("1", browser.body("probe/get?name=a"));
    }

    @Test
    void sessionThatBeginsWithTheHandshakeGoesOn() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
        String cookie;
        try (Talk talk = Talk.with(client, base.toString(), "socket", null)) {
            assertEquals("was here", talk.ask("get handshake"));
            assertEquals("1", talk.ask("count n"));
            cookie = cookies.getCookieStore().getCookies().stream()
                    .filter(own -> own.getName().equals("session"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
        }
        browser.setCookie(cookie);
        assertEquals("1", browser.body("probe/get?name=n"));
    }

    @Test
    void connectionsAtOnceHaveTheirOwnSessions() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = "c" + i;
            all.add(executor.submit(() -> {
                countAlone(name);
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        executor.shutdown();
    }

    private void countAlone(String name) throws Exception {
        Browser own = new Browser(base.toString());
        own.body("probe/put?name=me&value=" + name);
        try (Talk talk = Talk.with(CLIENT, base.toString(), "socket", own.cookie())) {
            for (int i = 1; i <= MESSAGES; i++) {
                assertEquals(name, talk.ask("get me"));
                assertEquals(String.valueOf(i), talk.ask("count n"));
            }
        }
        assertEquals(String.valueOf(MESSAGES), own.body("probe/get?name=n"));
    }

    @Test
    void messagesAndRequestsAtOnceLoseNothing() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Talk talk = talk("socket")) {
            Browser other = browser.copy();
            Future<?> requests = executor.submit(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    other.body("probe/merge?name=n");
                }
            });
            for (int i = 0; i < MESSAGES; i++) {
                talk.ask("count n");
            }
            requests.get();
        }
        executor.shutdown();
        assertEquals(String.valueOf(2 * MESSAGES), browser.body("probe/get?name=n"));
    }

    @Test
    void newIdIsNotTheConnections() throws Exception {
        try (Talk talk = talk("socket")) {
            browser.body("probe/regenerate");
            assertEquals("null", talk.ask("get a"));
            assertEquals("1", browser.body("probe/get?name=a"));
        }
    }

    @Test
    void endpointOfOneConnectionKnowsItFromItsOpening() throws Exception {
        try (Talk talk = talk("own")) {
            assertEquals("was here 1", talk.ask("a"));
        }
        assertEquals("a", browser.body("probe/get?name=own"));
    }

    @Test
    void sharedEndpointKnowsOnlyWhatItIsTold() throws Exception {
        Browser second = new Browser(base.toString());
        second.body("probe/put?name=a&value=2");
        try (Talk one = talk("shared");
                Talk other = Talk.with(CLIENT, base.toString(), "shared", second.cookie())) {
            assertEquals("was here 2", one.ask((byte) 0, (byte) 0));
            assertEquals("was here 3", other.ask((byte) 0, (byte) 0, (byte) 0));
            String told = other.ask("a");
            // Payara makes one endpoint for each connection even of this bean.
            assertTrue(told.startsWith("There is no session here") || told.equals("2"), told);
        }
        assertEquals("2", browser.body("probe/get?name=shared"));
        assertEquals("3", second.body("probe/get?name=shared"));
    }

    private Talk talk(String path) throws Exception {
        return Talk.with(CLIENT, base.toString(), path, browser.cookie());
    }
}
