package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever requests do at the same time, the record is what it would be if their changes had been made one request after the other, in the order of their
 * commits.
 */
class InterleavingsTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    /** What a request does next. */
    private enum Deed {
        PUT,
        REMOVE,
        COUNT,
        APPEND,
        READ,
        COMMIT
    }

    record Move(int request, Deed deed, String name, int value) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Deed.class),
                        Arbitraries.of(NAMES),
                        Arbitraries.integers().between(1, 9))
                .as(Move::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 500)
    void recordIsWhatTheCommitsMakeOfItOneByOne(@ForAll("moves") List<Move> moves) {
        TestEngine engine = TestEngine.inMemory();
        Browser browser = engine.browser();
        browser.visit(session -> session.put("kept", true));
        Map<String, Object> model = new TreeMap<>(Map.of("kept", true));
        Map<Integer, Running> running = new HashMap<>();
        for (Move move : moves) {
            Running request = running.computeIfAbsent(move.request(), number -> new Running(browser.request(), model));
            if (move.deed() == Deed.COMMIT) {
                finish(engine, request, model);
                running.remove(move.request());
            } else {
                request.apply(move);
            }
        }
        running.values().forEach(request -> finish(engine, request, model));
        assertEquals(model, new TreeMap<>(browser.request()));
    }

    private static void finish(TestEngine engine, Running request, Map<String, Object> model) {
        engine.sessions.commit(request.session, true);
        List<Net> changes = request.changes();
        changes.forEach(change -> change.onto(model));
        assertEquals(changes.isEmpty() ? request.before : model, new TreeMap<>(request.session));
    }

    /** What a request's moves on one attribute amount to: a value whatever was before, none, or steps from it. */
    private record Net(String name, boolean overwrites, List<Move> moves) {
        void onto(Map<String, Object> model) {
            if (overwrites) {
                model.remove(name);
            }
            moves.forEach(move -> play(move, model));
        }
    }

    /** A request that has opened its session, and what it did. */
    private static final class Running {
        private final LiveSession session;
        private final Map<String, Object> before;
        private final List<Move> moves = new ArrayList<>();

        Running(LiveSession session, Map<String, Object> model) {
            this.session = session;
            this.before = new TreeMap<>(model);
            assertEquals(before, new TreeMap<>(session));
        }

        /** To remove what is not there is not to do anything. */
        void apply(Move move) {
            if (move.deed() != Deed.REMOVE || session.containsKey(move.name())) {
                play(move, session);
                moves.add(move);
            }
        }

        /** By attribute; where all is as it was, there is none. */
        List<Net> changes() {
            List<Net> changes = new ArrayList<>();
            for (String name : NAMES) {
                Map<String, Object> after = new TreeMap<>(before);
                List<Move> all =
                        moves.stream().filter(move -> move.name().equals(name)).toList();
                all.forEach(move -> play(move, after));
                if (!after.equals(before)) {
                    changes.add(net(name, all));
                }
            }
            return changes;
        }

        /** What comes before the last put or removal does not count. */
        private static Net net(String name, List<Move> all) {
            int start = all.size();
            while (start > 0 && !overwrites(all.get(start - 1))) {
                start--;
            }
            return start == 0 ? new Net(name, false, all) : new Net(name, true, all.subList(start - 1, all.size()));
        }

        private static boolean overwrites(Move move) {
            return move.deed() == Deed.PUT || move.deed() == Deed.REMOVE;
        }
    }

    private static void play(Move move, Map<String, Object> map) {
        switch (move.deed()) {
            case PUT -> map.put(move.name(), move.value());
            case REMOVE -> map.remove(move.name());
            case COUNT ->
                map.merge(
                        move.name(), move.value(), (old, added) -> old instanceof Integer n ? n + (int) added : added);
            case APPEND -> map.compute(move.name(), (name, old) -> old + ";" + move.value());
            case READ -> assertEquals(map.containsKey(move.name()), map.get(move.name()) != null);
            case COMMIT -> throw new AssertionError("No deed for a map.");
        }
    }
}
