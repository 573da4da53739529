package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Flash;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages for the next page, as Flask has them. */
class FlashesTest {
    private static final Flash SAVED = new Flash(Flash.DEFAULT_CATEGORY, "Saved");
    private static final Flash BROKEN = new Flash("error", "Broken");

    private final Browser browser = TestEngine.inMemory().browser();

    @Test
    void messagesAreReadOnceByTheNextRequest() {
        browser.visit(session -> {
            session.put("a", 1);
            session.flash("Saved");
            session.flash("Broken", "error");
        });
        assertEquals(List.of(SAVED, BROKEN), browser.ask(session -> session.flashes()));
        assertEquals(List.of(), browser.ask(session -> session.flashes()));
        assertEquals(1, browser.get("a"));
    }

    @Test
    void sameRequestReadsThemAgainAndAgain() {
        browser.visit(session -> session.flash("Saved"));
        LiveSession session = browser.request();
        assertEquals(List.of(SAVED), session.flashes());
        assertEquals(List.of(SAVED), session.flashes());
        browser.commit(session);
        assertEquals(List.of(SAVED), session.flashes());
    }

    @Test
    void sameRequestMayReadWhatItLeft() {
        assertEquals(0, browser.cost(session -> {
            session.flash("Saved");
            assertEquals(List.of(SAVED), session.flashes());
        }));
    }

    @Test
    void messageLeftAfterReadingIsForTheNextRequest() {
        browser.visit(session -> {
            session.flash("Saved");
            assertEquals(List.of(SAVED), session.flashes());
            session.flash("Broken", "error");
            assertEquals(List.of(SAVED), session.flashes());
        });
        assertEquals(List.of(BROKEN), browser.ask(session -> session.flashes()));
    }

    @Test
    void categoriesFilterAndStillTakeAll() {
        browser.visit(session -> {
            session.flash("Saved");
            session.flash("Broken", "error");
        });
        browser.visit(session -> {
            assertEquals(List.of(BROKEN), session.flashes("error", "error", "other"));
            assertEquals(List.of(SAVED), session.flashes(Flash.DEFAULT_CATEGORY));
            assertEquals(List.of(), session.flashes("other"));
        });
        assertEquals(List.of(), browser.ask(session -> session.flashes()));
    }

    @Test
    void messagesAreNoAttributes() {
        browser.visit(session -> session.flash("Saved"));
        browser.visit(session -> {
            assertTrue(session.isEmpty());
            assertFalse(session.containsKey("_flashes"));
            assertFalse(session.keySet().iterator().hasNext());
        });
    }

    @Test
    void clearTakesMessagesAlong() {
        browser.visit(session -> session.flash("Saved"));
        assertEquals(new CookieChange.Expire(), browser.visit(session -> session.clear()));
    }

    @Test
    void rolledBackMessagesCanBeReadAgain() {
        browser.visit(session -> session.flash("Saved"));
        LiveSession session = browser.request();
        Savepoint start = session.savepoint();
        assertEquals(List.of(SAVED), session.flashes());
        session.flash("Broken", "error");
        session.rollBack(start);
        browser.commit(session);
        assertEquals(List.of(SAVED), browser.ask(later -> later.flashes()));
    }
}
