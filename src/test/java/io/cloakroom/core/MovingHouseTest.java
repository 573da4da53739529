package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import io.cloakroom.spi.Sweepable;
import io.cloakroom.spi.Warnings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that move from an old store to a new one as they are used: what the user, the operator and the stores see of it. */
class MovingHouseTest {

    /** A class that only some nodes have. */
    record Hat(int size) {}

    private TestEngine before = TestEngine.inMemory();
    private TestEngine engine = moving(before);
    private Browser browser = engine.browser();

    @BeforeEach
    void begin() {
        begin(before);
    }

    @Test
    void movesAtTheCommitAndNotBefore() {
        String id = cookie();
        LiveSession session = browser.request();
        assertEquals(1, session.get("a"));
        assertFalse(session.isNew());
        assertEquals(id, session.id());
        assertTrue(before.record(id).isPresent() && engine.record(id).isEmpty());
        browser.commit(session);
        assertTrue(before.record(id).isEmpty() && engine.record(id).isPresent());
        assertEquals(1, browser.get("a"));
        assertEquals(id, browser.id());
    }

    @Test
    void whatARequestWritesMovesWithIt() {
        browser.visit(session -> {
            session.put("b", 2);
            session.merge("a", 10, Integer::sum);
        });
        assertEquals(Map.of("a", 11, "b", 2), browser.ask(Map::copyOf));
        assertMoved();
    }

    @Test
    void sessionThatIsLeftAloneDoesNotMove() {
        assertEquals(0, browser.cost(session -> {}));
        assertTrue(
                before.record(cookie()).isPresent() && engine.record(cookie()).isEmpty());
    }

    @Test
    void onlyWhatTheNewStoreLacksCostsMore() {
        assertEquals(6, browser.cost(session -> session.get("a")), "the move");
        assertEquals(0, browser.cost(session -> {}), "untouched");
        assertEquals(1, browser.cost(session -> session.get("a")), "reading");
        assertEquals(2, browser.cost(session -> session.put("a", 2)), "writing");
        assertEquals(
                4, browser.cost(Session::regenerateId), "a new id: once more, so that the old one is gone everywhere");
        assertEquals(3, browser.cost(Session::invalidate), "the end");
        assertEquals(1, engine.browser().cost(session -> session.put("a", 1)), "new");
        assertEquals(3, engine.browser().with("A".repeat(43)).cost(session -> session.get("a")), "unknown id");
        assertEquals(0, engine.browser().with("../etc").cost(session -> session.get("a")), "malformed id");
        begin(before);
        assertEquals(6, browser.cost(session -> session.put("a", 2)), "the move of who writes");
    }

    @ParameterizedTest
    @CsvSource({
        "old:, true, true",
        "old:, false, true",
        "old:, true, false",
        "old:, false, false",
        "session:, false, true"
    })
    void idStaysWhateverTheKeysAre(String prefix, boolean hashedBefore, boolean hashed) {
        before = TestEngine.inMemory("session.key-prefix", prefix, "session.hash-ids", hashedBefore + "");
        engine = moving(
                before,
                "session.hash-ids",
                hashed + "",
                "session.migrate-from.key-prefix",
                prefix,
                "session.migrate-from.hash-ids",
                hashedBefore + "");
        begin(before);
        String cookie = browser.cookie().orElseThrow();
        browser.visit(session -> session.put("b", 2));
        assertEquals(Optional.of(cookie), browser.cookie());
        assertEquals(Map.of("a", 1, "b", 2), browser.ask(Map::copyOf));
        assertMoved();
        browser.visit(Session::invalidate);
        assertEquals(null, engine.browser().with(cookie).get("a"));
    }

    @ParameterizedTest
    @CsvSource({"json, msgpack", "msgpack, json"})
    void recordsChangeTheirFormat(String formatBefore, String format) {
        withFormats(formatBefore, format);
        byte[] bytes = {0, (byte) 255};
        old(session -> {
            session.put("bytes", bytes);
            session.put("long", 5L);
            session.put("list", List.of("x", Instant.EPOCH));
            session.put("none", null);
            session.flash("hello");
        });
        browser.visit(session -> session.put("b", 2));
        browser.visit(session -> {
            assertEquals(1, session.get("a"));
            assertEquals(2, session.get("b"));
            assertTrue(Arrays.equals(bytes, (byte[]) session.get("bytes")));
            assertEquals(5L, session.get("long"));
            assertEquals(List.of("x", Instant.EPOCH), session.get("list"));
            assertTrue(session.containsKey("none"));
            assertEquals("hello", session.flashes().get(0).message());
        });
    }

    @ParameterizedTest
    @CsvSource({"json, msgpack", "msgpack, json", "json, json"})
    void attributeOfAClassThatIsMissingHereMovesToo(String formatBefore, String format) {
        withFormats(formatBefore, format);
        old(session -> session.put("hat", new Hat(58)));
        ClassLoader withoutHats = ClassLoader.getPlatformClassLoader();
        Browser there =
                browser.at(before.movingTo(engine.store, before.store, withoutHats, settings(formatBefore, format)));
        there.visit(session -> {
            assertEquals(2, session.size());
            assertThrows(RuntimeException.class, () -> session.get("hat"));
            session.put("b", 2);
        });
        assertMoved();
        assertEquals(new Hat(58), browser.get("hat"));
        assertEquals(2, browser.get("b"));
    }

    @Test
    void timesTravelAlong() {
        before = TestEngine.inMemory("session.absolute-lifetime", "PT3H");
        engine = moving(before, "session.absolute-lifetime", "PT3H");
        begin(before);
        Instant began = before.clock.instant();
        before.clock.advance(Duration.ofHours(2));
        assertEquals(began, browser.ask(Session::createdAt));
        assertEquals(Optional.of(began.plus(Duration.ofHours(3))), browser.cookieExpires());
        before.clock.advance(Duration.ofHours(1));
        assertEquals(null, browser.twin().get("a"));
    }

    @Test
    void sessionMovesAlthoughItsRequestOutlivesItsExpiry() {
        before.clock.advance(Duration.ofDays(31).minusSeconds(1));
        LiveSession slow = browser.request();
        assertEquals(1, slow.get("a"));
        before.clock.advance(Duration.ofSeconds(2));
        browser.commit(slow);
        assertEquals(1, browser.get("a"));
    }

    @Test
    void newIdIsGivenOnTheWay() {
        Browser old = browser.twin();
        browser.visit(session -> {
            session.regenerateId();
            session.put("user", "Ada");
        });
        assertEquals(Map.of("a", 1, "user", "Ada"), browser.ask(Map::copyOf));
        assertEquals(null, old.get("a"));
        assertTrue(before.record(old.cookie().orElseThrow()).isEmpty());
        before.clock.advance(Duration.ofMinutes(2));
        assertEquals(null, old.get("a"));
    }

    @ParameterizedTest
    @CsvSource({"true, true, 1", "false, true, 1", "false, false, 1", "true, false, "})
    void idThatTheOldStoreRenewedIsFollowedIfItsKeyTellsWhereTo(
            boolean hashedBefore, boolean hashed, @Nullable Integer found) {
        before = TestEngine.inMemory("session.renewal-interval", "PT1H", "session.hash-ids", hashedBefore + "");
        engine = moving(before, "session.hash-ids", hashed + "", "session.migrate-from.hash-ids", hashedBefore + "");
        begin(before);
        Browser renewed = browser.at(before);
        before.clock.advance(Duration.ofHours(1));
        renewed.visit(session -> session.put("b", 2));
        LiveSession late = browser.request();
        assertEquals(found, late.get("a"));
        late.put("c", 3);
        CookieChange change = engine.sessions.commit(late, true);
        assertEquals(found != null, change.equals(new CookieChange.Keep()), "its cookie is left alone");
        Browser goesOn = renewed.at(engine);
        assertEquals(2, goesOn.get("b"));
        assertEquals(found == null ? null : 3, goesOn.get("c"));
    }

    @Test
    void damagedRecordIsAnEmptySessionAndStays() {
        String id = cookie();
        before.overwrite(id, new byte[] {1, 2, 3});
        List<String> warnings = Warnings.of(() -> assertEquals(null, browser.get("a")));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("damaged"), warnings.get(0));
        assertTrue(before.record(id).isPresent());
    }

    @Test
    void expiredRecordsOfBothStoresAreSwept() throws Exception {
        engine = moving(before, "session.cleanup-n-requests", "1");
        engine.browser().visit(session -> session.put("a", 1));
        before.clock.advance(Duration.ofDays(32));
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        engine.sessions.startSweeping(executor);
        engine.browser().visit(session -> session.get("a"));
        executor.submit(() -> {}).get(10, TimeUnit.SECONDS);
        executor.shutdownNow();
        assertEquals(0, ((Sweepable) before.store).sweep(before.clock.instant(), 10));
        assertEquals(0, ((Sweepable) engine.store).sweep(before.clock.instant(), 10));
    }

    private void withFormats(String formatBefore, String format) {
        before = TestEngine.inMemory("session.serialization-format", formatBefore);
        engine = moving(before, settings(formatBefore, format));
        begin(before);
    }

    private static String[] settings(String formatBefore, String format) {
        return new String[] {
            "session.serialization-format", format, "session.migrate-from.serialization-format", formatBefore
        };
    }

    private void begin(TestEngine old) {
        Browser visitor = old.browser();
        visitor.visit(session -> session.put("a", 1));
        browser = visitor.at(engine);
    }

    private void old(Consumer<Session> action) {
        browser.at(before).visit(action);
    }

    private String cookie() {
        return browser.cookie().orElseThrow();
    }

    private void assertMoved() {
        assertTrue(before.record(cookie()).isEmpty(), "still in the old store");
        assertTrue(engine.record(cookie()).isPresent(), "not in the new store");
    }

    private static TestEngine moving(TestEngine before, String... settings) {
        return before.movingTo(before.anotherStore(), settings);
    }
}
