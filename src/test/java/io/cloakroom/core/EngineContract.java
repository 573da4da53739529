package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.codec.Codecs;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.TestContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine promises on every backend, to clients of two nodes: what a request costs, and that nothing is lost. Extend it for a store. */
public abstract class EngineContract {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 100;

    /** For stores that keep files. */
    @TempDir
    protected Path directory;

    private final Set<SessionStore> stores = Collections.newSetFromMap(new IdentityHashMap<>());
    private Sessions a;
    private Sessions b;

    /** Opens the store; called twice, for two nodes on the same backend. A store that lives within one node returns the same both times. */
    protected abstract SessionStore open(StoreContext context);

    /** What {@link StoreContext#setting} answers. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    void startTwoNodes() {
        a = node();
        b = node();
    }

    @AfterEach
    void stopThem() {
        stores.forEach(SessionStore::close);
    }

    @Test
    void everyRequestCostsWhatItMust() {
        String cookie = begin(session -> session.put("n", 1));
        assertEquals(0, cost(a, cookie, session -> {}), "untouched");
        assertEquals(1, cost(a, cookie, session -> session.get("n")), "reading, within the touch interval");
        assertEquals(2, cost(a, cookie, session -> session.put("n", 2)), "writing");
        assertEquals(1, cost(a, "", session -> session.put("n", 1)), "new");
        assertEquals(0, cost(a, "", session -> session.get("n")), "reading without a cookie");
        assertEquals(1, cost(a, "A".repeat(43), session -> session.get("n")), "unknown id");
        assertEquals(0, cost(a, "../../etc/passwd", session -> session.get("n")), "malformed id");
    }

    @Test
    void differentAttributesOfManyClientsAllStay() throws Exception {
        String cookie = begin(session -> session.put("first", true));
        inParallel(client -> visit(client % 2 == 0 ? a : b, cookie, session -> session.put("client" + client, client)));
        visit(a, cookie, session -> {
            assertEquals(CLIENTS + 1, session.size());
            for (int i = 0; i < CLIENTS; i++) {
                assertEquals(i, session.get("client" + i));
            }
        });
    }

    @Test
    void counterOfManyClientsIsExact() throws Exception {
        String cookie = begin(session -> session.put("n", 0));
        inParallel(client -> {
            for (int i = 0; i < ROUNDS; i++) {
                visit(client % 2 == 0 ? a : b, cookie, session -> session.merge("n", 1, Integer::sum));
            }
        });
        visit(b, cookie, session -> assertEquals(CLIENTS * ROUNDS, session.get("n")));
    }

    @Test
    void slowRequestUndoesNothingOfAFastOne() {
        String cookie = begin(session -> {
            session.put("kept", 1);
            session.put("removed", 1);
        });
        LiveSession slow = a.begin(List.of(cookie));
        assertEquals(1, slow.get("removed"));
        slow.put("slow", true);
        visit(b, cookie, session -> {
            session.remove("removed");
            session.put("kept", 2);
        });
        a.commit(slow, true);
        visit(a, cookie, session -> assertEquals(Map.of("kept", 2, "slow", true), session));
    }

    @Test
    void commitsOfEqualContentAreTold() {
        String cookie = begin(session -> session.put("n", 1));
        String key =
                new SessionIds(TestEngine.config("contract").ids(), new SecureRandom(), Optional.empty()).key(cookie);
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            int value = i % 2;
            visit(a, cookie, session -> session.put("n", value));
            versions.add(stores.iterator().next().find(key).orElseThrow().version());
        }
        assertEquals(20, versions.size());
    }

    @Test
    void logoutStays() {
        String cookie = begin(session -> session.put("user", "Ada"));
        LiveSession slow = a.begin(List.of(cookie));
        slow.put("user", "Eve");
        visit(b, cookie, LiveSession::invalidate);
        assertInstanceOf(CookieChange.Expire.class, a.commit(slow, true));
        visit(a, cookie, session -> assertTrue(session.isEmpty()));
    }

    @Test
    void oldIdIsWorthlessAfterTheNewOneIsGiven() {
        String old = begin(session -> session.put("user", "Ada"));
        String renewed = cookie(visit(a, old, LiveSession::regenerateId));
        visit(b, renewed, session -> assertEquals("Ada", session.get("user")));
        visit(b, old, session -> assertFalse(session.containsKey("user")));
    }

    private Sessions node() {
        SessionStore store = open(new TestContext(settings(), Clock.systemUTC(), directory));
        stores.add(store);
        return Sessions.inStore(
                store,
                Codecs.ofRecords("msgpack", EngineContract.class.getClassLoader()),
                TestEngine.config("contract"),
                Clock.systemUTC());
    }

    private String begin(Consumer<LiveSession> work) {
        return cookie(visit(a, "", work));
    }

    private static CookieChange visit(Sessions node, String cookie, Consumer<LiveSession> work) {
        LiveSession session = node.begin(cookie.isEmpty() ? List.of() : List.of(cookie));
        work.accept(session);
        return node.commit(session, true);
    }

    private static int cost(Sessions node, String cookie, Consumer<LiveSession> work) {
        LiveSession session = node.begin(cookie.isEmpty() ? List.of() : List.of(cookie));
        work.accept(session);
        node.commit(session, true);
        return session.cost().storeCalls();
    }

    private static String cookie(CookieChange change) {
        return assertInstanceOf(CookieChange.Set.class, change).value();
    }

    private static void inParallel(IntConsumer client) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
        CountDownLatch start = new CountDownLatch(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Callable<Void> task = () -> {
                start.countDown();
                start.await();
                client.accept(number);
                return null;
            };
            all.add(executor.submit(task));
        }
        for (Future<?> one : all) {
            one.get();
        }
        executor.shutdown();
    }
}
