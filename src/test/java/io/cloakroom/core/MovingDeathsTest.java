package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes that die while they move a session. */
class MovingDeathsTest extends MovingNodes {
    private static final Class<Tapped.Killed> KILLED = Tapped.Killed.class;

    @Test
    void nodeThatDiesAfterHoldingLosesNothing() {
        newOfA.killBefore("create");
        assertThrows(KILLED, () -> atA.visit(session -> session.put("n", 1)));
        assertEquals(null, old.twin().get("n"), "an old node does not see it");
        assertEquals(Map.of("n", 0, "kept", true), atB.ask(HashMap::new));
        assertGoneFromOld();
    }

    @Test
    void nodeThatDiesAfterHoldingLeavesASessionThatCanBeEnded() {
        newOfA.killBefore("create");
        assertThrows(KILLED, () -> atA.visit(session -> session.put("n", 1)));
        atB.twin().visit(Session::invalidate);
        assertGoneFromOld();
        assertEnded();
    }

    @Test
    void nodeThatDiesBeforeDeletingLeavesTheNewRecordTheOneThatCounts() {
        dieBeforeDeleting();
        assertEquals(1, atB.get("n"));
        atB.visit(session -> session.put("n", 2));
        assertEquals(2, atA.get("n"));
    }

    @Test
    void logoutEndsWhatADeadNodeLeftBehind() {
        dieBeforeDeleting();
        atB.twin().visit(Session::invalidate);
        assertGoneFromOld();
        assertEnded();
    }

    @Test
    void newIdEndsWhatADeadNodeLeftBehind() {
        dieBeforeDeleting();
        atB.twin().visit(Session::regenerateId);
        assertGoneFromOld();
        assertEnded();
    }

    @Test
    void whatADeadNodeLeftBehindDoesNotOutliveTheSession() {
        oldOfA.killBefore("delete");
        assertThrows(KILLED, () -> atA.visit(session -> session.setIdleLifetime(Duration.ofHours(1))));
        before.clock.set(b.record(id).orElseThrow().expiresAt().orElseThrow());
        assertEnded();
    }

    private void dieBeforeDeleting() {
        oldOfA.killBefore("delete");
        assertThrows(KILLED, () -> atA.visit(session -> session.put("n", 1)));
        assertTrue(before.record(id).isPresent() && b.record(id).isPresent());
    }
}
