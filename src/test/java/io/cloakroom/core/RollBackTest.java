package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A unit of work that failed takes back what it did, and nothing else. */
class RollBackTest {
    private final TestEngine engine = TestEngine.inMemory();
    private final Browser browser = engine.browser();
    private LiveSession session = browser.request();

    @BeforeEach
    void begin() {
        browser.visit(first -> {
            first.put("a", 1);
            first.put("list", new ArrayList<>(List.of("old")));
        });
        session = browser.request();
    }

    @Test
    void changesOfAllKindsAreTakenBack() {
        String id = session.id();
        Savepoint start = session.savepoint();
        session.put("a", 2);
        session.put("b", 2);
        session.merge("a", 1, (one, other) -> other);
        session.remove("list");
        session.setPermanent(false);
        session.setIdleLifetime(Duration.ofMinutes(1));
        session.regenerateId();
        session.rollBack(start);
        assertEquals(id, session.id());
        assertTrue(session.isPermanent());
        assertFalse(session.isModified());
        assertUnchanged();
    }

    @Test
    void whatWasChangedBeforeTheSavepointStays() {
        session.put("a", 2);
        list(session.get("list")).add("before");
        session.merge("n", 1, (one, other) -> other);
        Savepoint start = session.savepoint();
        session.put("a", 3);
        list(session.get("list")).add("after");
        session.merge("n", 2, (one, other) -> other);
        session.rollBack(start);
        browser.commit(session);
        assertEquals(2, browser.get("a"));
        assertEquals(List.of("old", "before"), browser.get("list"));
        assertEquals(1, browser.get("n"));
    }

    @Test
    void changeInsideAValueIsTakenBack() {
        List<Object> list = list(session.get("list"));
        Savepoint start = session.savepoint();
        list.add("new");
        session.rollBack(start);
        assertUnchanged();
    }

    @Test
    void valuesStayInUseIfNothingIsTakenBack() {
        List<Object> list = list(session.get("list"));
        Savepoint start = session.savepoint();
        list.add("new");
        browser.commit(session);
        list.add("newer");
        browser.commit(session);
        session.rollBack(start);
        browser.commit(session);
        assertEquals(List.of("old", "new", "newer"), browser.get("list"));
    }

    @Test
    void invalidationIsTakenBack() {
        String id = session.id();
        Savepoint start = session.savepoint();
        session.invalidate();
        session.put("b", 2);
        session.rollBack(start);
        assertEquals(id, session.id());
        assertUnchanged();
    }

    @Test
    void invalidationOfAnUnopenedSessionIsTakenBack() {
        Savepoint start = session.savepoint();
        session.invalidate();
        session.rollBack(start);
        assertFalse(session.isNew());
        assertUnchanged();
    }

    @Test
    void invalidationBeforeTheSavepointStays() {
        session.invalidate();
        Savepoint start = session.savepoint();
        session.put("b", 2);
        session.rollBack(start);
        assertEquals(new CookieChange.Expire(), browser.commit(session));
    }

    @Test
    void whatWasCommittedMeanwhileStays() {
        Savepoint start = session.savepoint();
        session.put("a", 2);
        session.regenerateId();
        browser.commit(session);
        session.put("a", 3);
        session.rollBack(start);
        assertEquals(2, session.get("a"));
        browser.commit(session);
        assertEquals(2, browser.get("a"));
    }

    @Test
    void savepointServesTwice() {
        Savepoint start = session.savepoint();
        for (int i = 0; i < 2; i++) {
            list(session.get("list")).add("new");
            session.rollBack(start);
        }
        assertUnchanged();
    }

    @Test
    void newSessionIsEmptyAgain() {
        Browser visitor = engine.browser();
        LiveSession fresh = visitor.request();
        fresh.get("a");
        Savepoint start = fresh.savepoint();
        fresh.put("a", 1);
        fresh.rollBack(start);
        assertNull(fresh.get("a"));
        assertEquals(new CookieChange.Keep(), visitor.commit(fresh));
        assertEquals(0, fresh.cost().storeCalls());
        fresh.put("b", 1);
        visitor.commit(fresh);
        assertNotEquals(null, visitor.get("b"));
    }

    private void assertUnchanged() {
        assertEquals(1, session.get("a"));
        assertEquals(List.of("old"), session.get("list"));
        assertEquals(2, session.size());
        browser.commit(session);
        assertEquals(1, session.cost().storeCalls());
        assertEquals(List.of("old"), browser.get("list"));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }
}
