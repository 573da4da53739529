package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session outside its request ({@code HttpSession.Accessor} of Servlet 6.1). Requests without a cookie stand for what no browser has asked for. */
@Tag("server")
@Tag("ee11")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AccessorIT {
    private static final int CLIENTS = 8;
    private static final int TIMES = 25;

    @ArquillianResource
    URL base;

    Browser browser;
    Browser stranger;

    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.ofSample(
                        "filesystem",
                        Map.of(
                                "session.file.dir",
                                Path.of("target", "accessed-sessions")
                                        .toAbsolutePath()
                                        .toString()))
                .addPackage("io.cloakroom.it.ee11");
    }

    @BeforeEach
    void openBrowser() {
        browser = new Browser(base.toString());
        stranger = new Browser(base.toString());
        assertEquals("1", browser.body("http/set?name=a&value=1"));
    }

    @AfterEach
    void strangerGotNoSession() {
        assertEquals(null, stranger.cookie());
        assertEquals(List.of(), browser.foreignCookies());
    }

    @Test
    void sessionIsReadAnewForEachAccess() {
        assertEquals(browser.cookie(), keep("reader"));
        assertEquals("1", stranger.body("accessor/get?of=reader"));
        browser.body("http/set?name=a&value=2");
        assertEquals("2", stranger.body("accessor/get?of=reader"));
        assertEquals(browser.cookie(), stranger.body("accessor/id?of=reader"));
    }

    @Test
    void changesAreSaved() {
        keep("writer");
        assertEquals("2", stranger.body("accessor/set?of=writer&value=2"));
        assertEquals("2", browser.body("http/get?name=a"));
    }

    @Test
    void changesBeforeAFailureAreSaved() {
        keep("failing");
        assertEquals("refused: on purpose", stranger.body("accessor/fail?of=failing&value=2"));
        assertEquals("2", browser.body("http/get?name=a"));
    }

    @Test
    void accessorOfANewSessionGoesOnWithIt() {
        Browser newcomer = new Browser(base.toString());
        assertEquals(newcomer.body("accessor/keep?of=newcomer"), newcomer.cookie());
        assertEquals("2", stranger.body("accessor/set?of=newcomer&value=2"));
        assertEquals("2", newcomer.body("http/get?name=a"));
    }

    @Test
    void requestAndItsThreadHaveTheSessionAtOnce() {
        Browser newcomer = new Browser(base.toString());
        assertEquals("true of the request", newcomer.body("accessor/started"));
        assertEquals("of the request", newcomer.body("http/get?name=a"));
        assertEquals("of the thread", newcomer.body("http/get?name=b"));
    }

    @Test
    void requestsOwnThreadHasItAsItIs() {
        assertEquals("before inside", browser.body("accessor/nested"));
        assertEquals("inside", browser.body("http/get?name=a"));
    }

    @Test
    void endedSessionIsRefused() {
        keep("ended");
        browser.body("http/end");
        String answer = stranger.body("accessor/get?of=ended");
        assertTrue(answer.startsWith("refused: This session has ended"), answer);
    }

    @Test
    void sessionEndsByItsAccessor() {
        keep("ending");
        assertEquals("ended", stranger.body("accessor/end?of=ending"));
        assertEquals("no", browser.body("http/present"));
    }

    @Test
    void anotherIdIsRefused() {
        keep("renewed");
        browser.body("http/change");
        String answer = stranger.body("accessor/get?of=renewed");
        assertTrue(answer.startsWith("refused: This session has ended"), answer);
        assertEquals("1", browser.body("http/get?name=a"));
    }

    @Test
    void invalidatedSessionGivesNone() {
        String answer = browser.body("accessor/ended");
        assertTrue(answer.startsWith("refused, refused: This session has ended"), answer);
    }

    @Test
    void whatIsInjectedIsOfTheAccessedSession() {
        keep("injected");
        assertEquals(browser.cookie() + " 1", stranger.body("accessor/injected?of=injected"));
        assertEquals("tea1 0 0", stranger.body("accessor/add?of=injected&value=tea"));
        assertEquals("tea1 0 0", browser.body("beans/cart"));
        assertEquals("1", stranger.body("accessor/count?of=injected"));
        assertEquals("1", browser.body("probe/get?name=n"));
    }

    @Test
    void accessesAtOnceLoseNothing() throws Exception {
        keep("many");
        ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(executor.submit(() -> {
                for (int time = 0; time < TIMES; time++) {
                    stranger.body("accessor/count?of=many");
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        executor.shutdown();
        assertEquals(String.valueOf(CLIENTS * TIMES), browser.body("probe/get?name=n"));
    }

    private String keep(String name) {
        return browser.body("accessor/keep?of=" + name);
    }
}
