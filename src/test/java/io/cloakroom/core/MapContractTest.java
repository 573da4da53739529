package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The session is a map like another: whatever is done to it, the next request finds what a map would have. */
class MapContractTest {
    private final Browser browser = TestEngine.inMemory().browser();

    @Test
    void viewsWriteThrough() {
        same(map -> map.keySet().remove("a"));
        same(map -> map.values().remove(2));
        same(map -> map.entrySet().remove(Map.entry("a", 1)));
        same(map -> map.entrySet().remove(Map.entry("a", 2)));
        same(map -> map.keySet().retainAll(List.of("b")));
        same(map -> map.values().removeIf(value -> value == null));
        same(map -> map.entrySet().forEach(entry -> entry.setValue("new")));
        same(map -> map.entrySet().clear());
        same(map -> map.keySet().clear());
    }

    @Test
    void iteratorRemovesOneByOne() {
        same(map -> {
            Iterator<Map.Entry<String, Object>> entries = map.entrySet().iterator();
            while (entries.hasNext()) {
                if (entries.next().getKey().equals("b")) {
                    entries.remove();
                    assertThrows(IllegalStateException.class, entries::remove);
                }
            }
        });
    }

    @Test
    @SuppressWarnings("NullAway") // Attributes may be null.
    void nullValuesAreValues() {
        same(map -> map.put("a", null));
        same(map -> map.remove("null"));
        same(map -> map.putIfAbsent("null", 1));
        same(map -> map.putIfAbsent("null", null));
        same(map -> map.putIfAbsent("new", null));
        same(map -> map.putIfAbsent("a", null));
        same(map -> map.computeIfAbsent("null", name -> 1));
        same(map -> map.computeIfAbsent("null", name -> null));
        same(map -> map.computeIfAbsent("new", name -> null));
        same(map -> map.computeIfPresent("null", (name, value) -> 1));
        same(map -> map.computeIfPresent("a", (name, value) -> null));
        same(map -> map.compute("null", (name, value) -> null));
        same(map -> map.compute("a", (name, value) -> null));
        same(map -> map.compute("new", (name, value) -> value == null ? 5 : value));
        same(map -> map.merge("null", 1, (one, other) -> "never"));
        same(map -> map.merge("a", 5, (one, other) -> (int) one + (int) other));
        same(map -> map.merge("a", 5, (one, other) -> null));
        same(map -> map.replaceAll((name, value) -> value == null ? "was null" : null));
    }

    @Test
    void otherMethodsOfMapWorkToo() {
        same(map -> map.putAll(Map.of("b", 3, "c", 4)));
        same(map -> map.remove("a", 1));
        same(map -> map.remove("a", 2));
        same(map -> map.replace("a", 3));
        same(map -> map.replace("new", 3));
        same(map -> map.replace("a", 1, 3));
        same(map -> map.replace("a", 2, 3));
        same(Map::clear);
    }

    @Test
    void methodsReturnWhatTheyShould() {
        Object noName = 17;
        begin();
        browser.visit(session -> {
            assertEquals(1, session.put("a", 5));
            assertEquals(5, session.putIfAbsent("a", 6));
            assertNull(session.putIfAbsent("new", 6));
            assertEquals(6, session.computeIfAbsent("new", name -> 7));
            assertEquals(12, session.merge("new", 6, (one, other) -> (int) one + (int) other));
            assertEquals(12, session.remove("new"));
            assertNull(session.remove("new"));
            assertNull(session.remove(noName));
            assertFalse(session.containsKey(noName));
            assertEquals(9, session.getOrDefault("new", 9));
            assertThrows(NullPointerException.class, () -> session.merge("a", nothing(), (one, other) -> one));
        });
    }

    @Test
    void equalsAndHashCodeAreThoseOfMaps() {
        Map<String, Object> model = begin();
        browser.visit(session -> {
            assertEquals(model, session);
            assertEquals(session, model);
            assertEquals(model.hashCode(), session.hashCode());
            assertEquals(model.entrySet(), session.entrySet());
            assertTrue(session.values().containsAll(List.of(1, 2)));
            assertEquals("Session[3 attributes]", session.toString());
            session.put("a", 2);
            assertFalse(session.equals(model));
        });
    }

    /** Does it to a session and to a map. */
    private void same(Consumer<Map<String, Object>> action) {
        Map<String, Object> model = begin();
        action.accept(model);
        browser.visit(session -> {
            action.accept(session);
            assertEquals(model, session);
            assertEquals(List.copyOf(model.keySet()), List.copyOf(session.keySet()));
        });
        browser.visit(session -> assertEquals(model, new HashMap<>(session)));
    }

    @SuppressWarnings("NullAway") // Attributes may be null.
    private Map<String, Object> begin() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("a", 1);
        model.put("b", 2);
        model.put("null", null);
        browser.visit(session -> {
            session.invalidate();
            session.putAll(model);
        });
        return model;
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Passes null where the caller must not.
    private static Object nothing() {
        @Nullable Object nothing = null;
        return nothing;
    }
}
