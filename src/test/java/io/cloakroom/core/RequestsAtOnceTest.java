package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Flash;
import io.cloakroom.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of one client that run at the same time, interleaved by hand: nothing is lost, and what was ended stays so. */
class RequestsAtOnceTest {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 100;

    private final TestEngine engine = TestEngine.inMemory();
    private final Browser browser = engine.browser();
    private Browser slowBrowser = browser;
    private LiveSession slow = browser.request();
    private LiveSession fast = browser.request();

    @BeforeEach
    void beginBoth() {
        browser.visit(session -> {
            session.put("shared", 0);
            session.put("list", new ArrayList<>(List.of("old")));
        });
        slowBrowser = browser.twin();
        slow = slowBrowser.request();
        fast = browser.request();
        assertEquals(slow.get("shared"), fast.get("shared"));
    }

    @Test
    void changesOfDifferentAttributesAllStay() {
        slow.put("a", 1);
        fast.put("b", 2);
        finish();
        assertEquals(1, browser.get("a"));
        assertEquals(2, browser.get("b"));
        assertEquals(0, browser.get("shared"));
    }

    @Test
    void ofTheSameAttributeTheLastToCommitWins() {
        slow.put("shared", 1);
        fast.put("shared", 2);
        finish();
        assertEquals(1, browser.get("shared"));
        assertEquals(1, slow.get("shared"));
    }

    @Test
    void deletedAttributeStaysDeletedForWhoDidNotTouchIt() {
        slow.put("a", 1);
        fast.remove("shared");
        finish();
        assertEquals(false, browser.ask(session -> session.containsKey("shared")));
        assertFalse(slow.containsKey("shared"));
    }

    @Test
    void refreshedSessionSeesWhatOthersWroteAndKeepsWhatItIsGivenNext() {
        fast.put("shared", 1);
        browser.commit(fast);
        slow.refresh();
        assertEquals(1, slow.get("shared"));
        slow.merge("shared", 1, Integer::sum);
        slow.refresh();
        assertEquals(2, slow.get("shared"), "what this request has changed is not undone");
        slowBrowser.commit(slow);
        assertEquals(2, browser.get("shared"));
    }

    @Test
    void refreshDoesNotBringBackWhatWasEnded() {
        fast.invalidate();
        browser.commit(fast);
        slow.refresh();
        assertEquals(0, slow.get("shared"));
        slowBrowser.commit(slow);
        assertEquals(true, browser.ask(Session::isNew));
    }

    @Test
    void deletionIsAChangeLikeAnother() {
        slow.remove("shared");
        fast.put("shared", 2);
        finish();
        assertEquals(false, browser.ask(session -> session.containsKey("shared")));
        assertEquals(List.of("old"), browser.get("list"));
    }

    @Test
    void requestThatOnlyReadUndoesNothing() {
        assertEquals(List.of("old"), slow.get("list"));
        fast.put("shared", 2);
        fast.remove("list");
        finish();
        assertEquals(2, browser.get("shared"));
        assertEquals(null, browser.get("list"));
    }

    @Test
    void stepsAreRunAgainOnTheNewerValue() {
        slow.merge("shared", 1, RequestsAtOnceTest::sum);
        slow.merge("shared", 1, RequestsAtOnceTest::sum);
        slow.computeIfPresent("list", (name, list) -> with(list, "slow"));
        slow.putIfAbsent("first", "slow");
        slow.computeIfAbsent("second", name -> "slow");
        fast.merge("shared", 10, RequestsAtOnceTest::sum);
        fast.computeIfPresent("list", (name, list) -> with(list, "fast"));
        fast.put("first", "fast");
        fast.put("second", null);
        finish();
        assertEquals(12, browser.get("shared"));
        assertEquals(List.of("old", "fast", "slow"), browser.get("list"));
        assertEquals("fast", browser.get("first"));
        assertEquals("slow", browser.get("second"));
    }

    @Test
    void stepOnAnAttributeThatWentIsRunWithoutIt() {
        slow.merge("shared", 1, RequestsAtOnceTest::sum);
        slow.computeIfPresent("list", (name, list) -> with(list, "slow"));
        fast.clear();
        fast.put("a", 1);
        finish();
        assertEquals(1, browser.get("shared"));
        assertEquals(false, browser.ask(session -> session.containsKey("list")));
    }

    @Test
    void stepsAfterAPutAreNotRunAgain() {
        slow.put("shared", 100);
        slow.merge("shared", 1, RequestsAtOnceTest::sum);
        fast.put("shared", 5);
        finish();
        assertEquals(101, browser.get("shared"));
    }

    @Test
    void changeInsideAValueIsNotLostToAStepBeforeOrAfter() {
        with(slow.get("list"), "by hand");
        slow.computeIfPresent("list", (name, list) -> with(list, "by step"));
        with(slow.get("list"), "by hand again");
        slow.computeIfPresent("list", (name, list) -> with(list, "by step again"));
        fast.put("list", List.of("fast"));
        finish();
        assertEquals(List.of("old", "by hand", "by step", "by hand again", "by step again"), browser.get("list"));
    }

    @Test
    void changeInsideAValueBetweenTwoStepsIsNotLost() {
        slow.computeIfPresent("list", (name, list) -> with(list, "by step"));
        with(slow.get("list"), "by hand");
        slow.computeIfPresent("list", (name, list) -> with(list, "by step again"));
        fast.put("list", List.of("fast"));
        finish();
        assertEquals(List.of("old", "by step", "by hand", "by step again"), browser.get("list"));
    }

    @Test
    void flashesOfBothStay() {
        slow.flash("slow");
        fast.flash("fast");
        finish();
        assertEquals(
                List.of(new Flash("message", "fast"), new Flash("message", "slow")),
                browser.ask(session -> session.flashes()));
    }

    @Test
    void readingFlashesTakesOnlyWhatWasRead() {
        fast.flash("seen");
        browser.commit(fast);
        LiveSession one = browser.request();
        LiveSession two = browser.request();
        assertEquals(one.flashes(), two.flashes());
        browser.commit(one);
        browser.visit(session -> session.flash("left meanwhile"));
        browser.commit(two);
        assertEquals(List.of(new Flash("message", "left meanwhile")), browser.ask(session -> session.flashes()));
    }

    @Test
    void slowRequestDoesNotResurrectSession() {
        slow.put("a", 1);
        fast.invalidate();
        assertEquals(new CookieChange.Expire(), browser.commit(fast));
        assertEquals(new CookieChange.Expire(), slowBrowser.commit(slow));
        assertTrue(engine.record(fast.id()).isEmpty());
        assertFalse(slow.containsKey("a"));
    }

    @Test
    void slowRequestDoesNotResurrectClearedSession() {
        slow.merge("shared", 1, RequestsAtOnceTest::sum);
        fast.clear();
        assertEquals(new CookieChange.Expire(), browser.commit(fast));
        assertEquals(new CookieChange.Expire(), slowBrowser.commit(slow));
    }

    @Test
    void whatIsPutAfterTheEndWasNoticedBelongsToANewSession() {
        String ended = slow.id();
        slow.put("a", 1);
        fast.invalidate();
        finish();
        assertTrue(slow.isNew());
        slow.put("b", 2);
        assertTrue(slowBrowser.commit(slow) instanceof CookieChange.Set);
        assertFalse(slow.id().equals(ended));
        assertEquals(2, slowBrowser.get("b"));
        assertEquals(null, slowBrowser.get("a"));
    }

    @Test
    void endBeatsChangesThatWereCommittedMeanwhile() {
        slow.invalidate();
        fast.put("a", 1);
        finish();
        assertTrue(engine.record(fast.id()).isEmpty());
    }

    @Test
    void wholeRecordIsEndedIfBothTakeTheRest() {
        slow.remove("shared");
        fast.remove("list");
        assertTrue(browser.commit(fast) instanceof CookieChange.Set);
        assertEquals(new CookieChange.Expire(), slowBrowser.commit(slow));
        assertTrue(engine.record(fast.id()).isEmpty());
    }

    @Test
    void counterOfManyClientsIsExact() throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        TestEngine otherNode = engine.anotherNode(getClass().getClassLoader());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Browser client = i % 2 == 0 ? browser.twin() : browser.at(otherNode);
                running.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        client.visit(session -> session.merge("n", 1, RequestsAtOnceTest::sum));
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(CLIENTS * ROUNDS, browser.get("n"));
    }

    private void finish() {
        browser.commit(fast);
        slowBrowser.commit(slow);
    }

    private static Object sum(Object one, Object other) {
        return (int) one + (int) other;
    }

    @SuppressWarnings("unchecked")
    private static Object with(@Nullable Object list, String element) {
        ((List<Object>) Objects.requireNonNull(list)).add(element);
        return list;
    }
}
