package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.codec.Codecs;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.core.Sessions.Home;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.TestContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a move between two stores keeps, whichever they are, with two nodes that have the new settings and one that has the old ones. Extend it for a pair. */
public abstract class MovingContract {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 10;
    private static final String FORMER_PREFIX = "former:";

    /** For stores that keep files. */
    @TempDir
    protected Path directory;

    private final SessionConfig config = TestEngine.config(
            "new",
            "session.migrate-from",
            "old",
            "session.migrate-from.key-prefix",
            FORMER_PREFIX,
            "session.migrate-from.hash-ids",
            "false",
            "session.migrate-from.serialization-format",
            "json");
    private final List<Sessions> nodes = new ArrayList<>();
    private SessionStore oldStore;
    private SessionStore newStore;
    private Sessions old;
    private Sessions a;
    private Sessions b;

    /** Opens the old store; called several times. A store that lives within one node returns the same each time. */
    protected abstract SessionStore openOld(StoreContext context);

    /** Opens the new store; called several times. */
    protected abstract SessionStore openNew(StoreContext context);

    /** What {@link StoreContext#setting} answers. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    void startNodes() {
        SessionConfig before = TestEngine.config(
                "old",
                "session.key-prefix",
                FORMER_PREFIX,
                "session.hash-ids",
                "false",
                "session.serialization-format",
                "json");
        oldStore = openOld(context());
        newStore = openNew(context());
        old = node(Sessions.inStore(openOld(context()), codec("json"), before, Clock.systemUTC()));
        a = node(moving());
        b = node(moving());
    }

    @AfterEach
    void stopThem() {
        nodes.forEach(Sessions::close);
        oldStore.close();
        newStore.close();
    }

    @Test
    void sessionMovesWhenItIsRead() {
        String id = begin();
        visit(a, id, session -> assertEquals(0, session.get("n")));
        assertFalse(isInOld(id));
        assertTrue(isInNew(id));
        visit(b, id, session -> assertEquals(Map.of("n", 0), session));
    }

    @Test
    void countOfManyWhoMoveItAtOnceIsExact() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = begin();
            assertEquals(CLIENTS, inParallel(id, List.of(a, b)));
            visit(a, id, session -> assertEquals(CLIENTS, session.get("n")));
            assertFalse(isInOld(id));
        }
    }

    @Test
    void whatNodesOfBothSettingsSayToHaveSavedIsSaved() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = begin();
            int saved = inParallel(id, List.of(old, a, old, b));
            visit(a, id, session -> assertEquals(saved, session.get("n")));
        }
    }

    @Test
    void logoutHoldsWhereverTheSessionIs() {
        String id = begin();
        LiveSession slow = a.begin(List.of(id));
        slow.put("n", 1);
        visit(b, id, LiveSession::invalidate);
        assertInstanceOf(CookieChange.Expire.class, a.commit(slow, true));
        visit(a, id, session -> assertTrue(session.isEmpty()));
        assertFalse(isInOld(id));
    }

    private StoreContext context() {
        return new TestContext(settings(), Clock.systemUTC(), directory);
    }

    private Sessions moving() {
        return Sessions.movingHouse(
                new Home(openOld(context()), codec("json")),
                new Home(openNew(context()), codec("msgpack")),
                config,
                Clock.systemUTC());
    }

    private Sessions node(Sessions node) {
        nodes.add(node);
        return node;
    }

    private static SessionCodec codec(String format) {
        return Codecs.ofRecords(format, MovingContract.class.getClassLoader());
    }

    private boolean isInOld(String id) {
        return oldStore.find(FORMER_PREFIX + id).isPresent();
    }

    private boolean isInNew(String id) {
        return newStore.find(new SessionIds(config.ids(), new SecureRandom(), Optional.empty()).key(id))
                .isPresent();
    }

    private String begin() {
        LiveSession session = old.begin(List.of());
        session.put("n", 0);
        return assertInstanceOf(CookieChange.Set.class, old.commit(session, true))
                .value();
    }

    private static void visit(Sessions node, String id, Consumer<LiveSession> work) {
        LiveSession session = node.begin(List.of(id));
        work.accept(session);
        node.commit(session, true);
    }

    /** Each client counts one up; how many were told that this was saved. */
    private static int inParallel(String id, List<Sessions> nodes) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Sessions node = nodes.get(i % nodes.size());
                Callable<Integer> client = () -> {
                    LiveSession session = node.begin(List.of(id));
                    start.await();
                    boolean found = session.containsKey("n");
                    session.merge("n", 1, Integer::sum);
                    return found && node.commit(session, true) instanceof CookieChange.Set ? 1 : 0;
                };
                running.add(threads.submit(client));
            }
            int saved = 0;
            for (Future<Integer> one : running) {
                saved += one.get(60, TimeUnit.SECONDS);
            }
            return saved;
        } finally {
            threads.shutdownNow();
        }
    }
}
