package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What browsers must see that use one session at once, on a backend that merges. */
abstract class SharedBrowserContract extends BrowserContract {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 100;

    @Test
    void differentKeysOfManyClientsAllStay() throws Exception {
        browser.body("probe/put?name=first&value=1");
        inParallel(client -> browser.copy().body("probe/put?name=c" + client + "&value=" + client));
        for (int client = 0; client < CLIENTS; client++) {
            assertEquals(String.valueOf(client), browser.body("probe/get?name=c" + client));
        }
    }

    @Test
    void counterOfManyClientsIsExact() throws Exception {
        browser.body("probe/put?name=first&value=1");
        inParallel(client -> {
            Browser one = browser.copy();
            for (int i = 0; i < ROUNDS; i++) {
                one.body("probe/merge?name=n");
            }
        });
        assertEquals(String.valueOf(CLIENTS * ROUNDS), browser.body("probe/get?name=n"));
    }

    @Test
    void slowRequestDoesNotUndoAFastOne() throws Exception {
        browser.body("probe/put?name=a&value=old");
        whileSlow("slow", () -> browser.body("probe/put?name=a&value=new"));
        assertEquals("{a=new, slow=1}", browser.body("probe/all"));
    }

    @Test
    void logoutDuringASlowRequestStays() throws Exception {
        browser.body("probe/put?name=a&value=1");
        Browser kept = browser.copy();
        HttpResponse<String> slow = whileSlow("slow", () -> browser.body("probe/invalidate"));
        assertEquals("done", slow.body());
        assertTrue(Browser.ours(slow).orElseThrow().contains("Max-Age=0"));
        assertEquals("{}", kept.body("probe/all"));
    }

    @Test
    void oldIdIsWorthless() {
        browser.body("probe/put?name=a&value=1");
        Browser thief = browser.copy();
        browser.body("probe/regenerate");
        assertEquals("{}", thief.body("probe/all"));
        thief.body("probe/put?name=a&value=2");
        assertNotEquals(browser.cookie(), thief.cookie());
        assertEquals("1", browser.body("probe/get?name=a"));
    }

    @Test
    void changeAfterTheResponseIsKeptIfThereIsACookie() {
        browser.body("probe/put?name=a&value=1");
        assertEquals("sent", browser.get("way/late?value=2").body());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!browser.body("probe/get?name=late").equals("2")) {
            assertTrue(System.nanoTime() < deadline, "the change was not kept");
        }
    }

    @Test
    void messagesOfAWebSocketShareTheSession() throws Exception {
        browser.body("probe/put?name=a&value=1");
        try (Talk talk = Talk.with(HttpClient.newHttpClient(), base.toString(), "socket", browser.cookie())) {
            assertEquals("1", talk.ask("get a"));
            assertEquals("2", talk.ask("put a 2"));
        }
        assertEquals("2", browser.body("probe/get?name=a"));
    }

    /** Does something while another request of the same session is in the middle; gives that one's answer. */
    private HttpResponse<String> whileSlow(String name, Runnable work) throws Exception {
        Browser slow = browser.copy();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<HttpResponse<String>> answer = executor.submit(() -> slow.get("probe/slow?name=" + name + "&value=1"));
        Browser gate = new Browser(base.toString());
        gate.body("gate/arrived");
        work.run();
        gate.body("gate/open");
        executor.shutdown();
        return answer.get();
    }

    private static void inParallel(IntConsumer client) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            all.add(executor.submit(() -> client.accept(number)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        executor.shutdown();
    }
}
