package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A session in an old store, and two nodes, a and b, that move it to a new one. For one test. */
abstract class MovingNodes {
    final TestEngine before = TestEngine.inMemory();
    final Tapped oldOfA = new Tapped(before.store);
    final Tapped newOfA;
    final TestEngine b = before.movingTo(before.anotherStore());
    final TestEngine a;
    final Browser old = before.browser();

    String id = "";
    Browser atA = old;
    Browser atB = old;

    MovingNodes() {
        newOfA = new Tapped(b.store);
        a = before.movingTo(newOfA, oldOfA, MovingNodes.class.getClassLoader());
    }

    @BeforeEach
    void begin() {
        old.visit(session -> {
            session.put("n", 0);
            session.put("kept", true);
        });
        id = old.cookie().orElseThrow();
        atA = old.at(a);
        atB = old.at(b);
    }

    final void assertGoneFromOld() {
        assertTrue(before.record(id).isEmpty(), "still in the old store");
    }

    final void assertEnded() {
        Browser replay = b.browser().with(id);
        assertEquals(null, replay.get("kept"));
        before.clock.advance(Duration.ofMinutes(2));
        assertEquals(null, replay.get("kept"));
        assertEquals(null, before.browser().with(id).get("kept"));
    }

    final Map<String, Object> content() {
        return new HashMap<>(atB.request());
    }
}
