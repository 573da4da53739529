package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A session that several nodes move at the same time, or that some still use where it was. */
class MovingRacesTest extends MovingNodes {
    private static final int CLIENTS = 32;

    // Several new nodes.

    @Test
    void changesOfTwoWhoMoveItAtOnceBothStay() {
        LiveSession one = open(atA);
        LiveSession other = open(atB);
        one.put("one", 1);
        other.put("other", 2);
        atA.commit(one);
        atB.commit(other);
        assertEquals(Map.of("n", 0, "kept", true, "one", 1, "other", 2), content());
    }

    /** At each step of a's move node b does the whole of its own. */
    @Test
    void whereverTheOtherCutsInBothCount() {
        List<Consumer<Runnable>> steps = List.of(
                other -> oldOfA.before("find", other),
                other -> oldOfA.before("update", other),
                other -> newOfA.before("create", other),
                other -> oldOfA.before("delete", other));
        for (Consumer<Runnable> step : steps) {
            begin();
            LiveSession one = open(atA);
            one.merge("n", 1, Integer::sum);
            step.accept(() -> atB.visit(session -> session.merge("n", 10, Integer::sum)));
            atA.commit(one);
            assertEquals(11, atB.get("n"));
            assertGoneFromOld();
        }
    }

    @Test
    void sessionThatMovesBetweenTheTwoLooksIsFound() {
        oldOfA.before("find", () -> atB.visit(session -> session.put("n", 1)));
        assertEquals(1, atA.get("n"));
    }

    @Test
    void requestThatOnlyReadUndoesNothing() {
        LiveSession reading = open(atA);
        atB.visit(session -> session.put("n", 5));
        atA.commit(reading);
        assertEquals(5, atB.get("n"));
    }

    @Test
    void countOfManyWhoMoveItAtOnceIsExact() throws Exception {
        for (int round = 0; round < 20; round++) {
            begin();
            TestEngine anotherA = before.movingTo(b.store);
            assertEquals(CLIENTS, inParallel(List.of(anotherA, b)));
            assertEquals(CLIENTS, atB.get("n"));
            assertGoneFromOld();
        }
    }

    // Nodes with the old settings.

    @Test
    void changeThatAnOldNodeSavesMeanwhileMovesAlong() {
        LiveSession moving = open(atA);
        moving.merge("n", 1, Integer::sum);
        old.visit(session -> {
            session.merge("n", 10, Integer::sum);
            session.put("old", true);
        });
        atA.commit(moving);
        assertEquals(Map.of("n", 11, "kept", true, "old", true), content());
    }

    @Test
    void changeThatAnOldNodeSavesInTheLastMomentMovesAlong() {
        LiveSession moving = open(atA);
        moving.merge("n", 1, Integer::sum);
        oldOfA.before("update", () -> old.visit(session -> session.merge("n", 10, Integer::sum)));
        atA.commit(moving);
        assertEquals(11, atB.get("n"));
    }

    @Test
    void oldNodeSavesNothingOnceTheSessionMoves() {
        LiveSession slow = open(old);
        slow.put("n", 100);
        newOfA.before("create", () -> assertEquals(new CookieChange.Expire(), old.commit(slow)));
        atA.visit(session -> session.put("n", 1));
        assertEquals(1, atB.get("n"));
        assertGoneFromOld();
    }

    @Test
    void whatAnOldNodeTellsItsClientToHaveSavedIsSaved() throws Exception {
        for (int round = 0; round < 20; round++) {
            begin();
            int saved = inParallel(List.of(before, before.movingTo(b.store), before, b));
            assertTrue(saved >= CLIENTS / 2, "the new nodes lose nothing: " + saved);
            assertEquals(saved, atB.get("n"));
        }
    }

    @Test
    void logoutAtAnOldNodeIsOne() {
        LiveSession moving = open(atA);
        moving.put("n", 1);
        old.visit(Session::invalidate);
        assertInstanceOf(CookieChange.Expire.class, atA.commit(moving));
        assertEnded();
    }

    // Ends.

    @Test
    void logoutOfASessionThatHasNotMovedEndsItEverywhere() {
        atA.twin().visit(Session::invalidate);
        assertGoneFromOld();
        assertEnded();
    }

    @Test
    void lastAttributeTakesItAlong() {
        atA.twin().visit(Session::clear);
        assertGoneFromOld();
        assertEnded();
    }

    @Test
    void whoSawItInTheOldStoreDoesNotBringItBack() {
        LiveSession slow = open(atA);
        slow.put("n", 1);
        atB.twin().visit(Session::invalidate);
        assertInstanceOf(CookieChange.Expire.class, atA.commit(slow));
        assertEnded();
    }

    /** The worst moment: the record is held, others take it on from there, and it is ended, before this request creates it. */
    @Test
    void whoHoldsItAndIsSlowDoesNotBringItBack() {
        for (Consumer<Session> end : List.<Consumer<Session>>of(Session::invalidate, Session::clear)) {
            begin();
            newOfA.before("create", () -> {
                atB.visit(session -> session.put("user", "Ada"));
                atB.twin().visit(end);
            });
            CookieChange change = atA.twin().visit(session -> session.put("n", 1));
            assertInstanceOf(CookieChange.Expire.class, change);
            assertEnded();
        }
    }

    @Test
    void endBeatsAMoveWithChanges() {
        LiveSession ending = open(atA);
        ending.invalidate();
        oldOfA.before("update", () -> atB.visit(session -> session.put("n", 1)));
        atA.commit(ending);
        assertEnded();
    }

    private static LiveSession open(Browser browser) {
        LiveSession session = browser.request();
        assertEquals(0, session.get("n"));
        return session;
    }

    /** Each client counts one up; how many were told that this was saved. */
    private int inParallel(List<TestEngine> nodes) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Browser client = old.at(nodes.get(i % nodes.size()));
                running.add(threads.submit(() -> {
                    LiveSession session = client.request();
                    start.await();
                    boolean found = session.containsKey("n");
                    session.merge("n", 1, Integer::sum);
                    return found && client.commit(session) instanceof CookieChange.Set ? 1 : 0;
                }));
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
