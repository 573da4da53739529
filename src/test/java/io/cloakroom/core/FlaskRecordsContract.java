package io.cloakroom.core;

import static io.cloakroom.codec.Values.assertSame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Flash;
import io.cloakroom.codec.Codecs;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.TestContext;
import io.cloakroom.spi.Warnings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With {@code session.hash-ids=false}, Flask-Session 0.8 and Cloakroom work on the same records. Extend it for a store that Flask-Session has too; what
 * it wrote is golden data, put into the backend past the store.
 */
public abstract class FlaskRecordsContract {
    private static final Duration LIFETIME = Duration.ofDays(31);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For stores that keep files. */
    @TempDir
    protected Path directory;

    private SessionStore store;

    /** Opens the store. */
    protected abstract SessionStore open(StoreContext context);

    /** Writes a record into the backend as Flask-Session does, whether there is one already or not; not through the store, if it can be helped. */
    protected abstract void plant(String key, byte[] data, Instant expiresAt);

    /** The bytes that Flask-Session would read; empty: there is no record. */
    protected abstract Optional<byte[]> raw(String key);

    /** What {@link StoreContext#setting} answers. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Whether a write of Flask-Session's makes an update of ours that did not know of it fail, so that both are merged. */
    protected boolean noticesWhatFlaskWrites() {
        return true;
    }

    @BeforeEach
    void openStore() {
        store = open(new TestContext(settings(), Clock.systemUTC(), directory));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    static Stream<FlaskRecord> records() {
        return FlaskRecord.all();
    }

    static Stream<FlaskRecord> pickles() {
        return FlaskRecord.pickles();
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordOpensWithTheValuesThatFlaskReads(FlaskRecord flask) {
        plant(flask);
        visit(flask, session -> {
            assertEquals(flask.attributes().keySet(), session.keySet());
            flask.attributes().forEach((name, value) -> assertSame(value, session.get(name)));
            assertEquals(flask.isPermanent(), session.isPermanent());
            assertFalse(session.isNew());
        });
        assertArrayEquals(flask.data(), raw(flask.key()).orElseThrow(), "Reading writes nothing.");
    }

    @ParameterizedTest
    @MethodSource("records")
    void updateLeavesTheOtherAttributesToTheByteAndInOrder(FlaskRecord flask) {
        plant(flask);
        List<Map.Entry<String, String>> expected =
                new ArrayList<>(flask.read(flask.data()).entrySet());
        visit(flask, session -> session.put("java", "added"));
        expected.add(Map.entry("java", flask.format().equals("json") ? "\"added\"" : "a56164646564"));
        assertRecord(expected, flask);

        String first = flask.attributes().keySet().stream().findFirst().orElse("java");
        visit(flask, session -> session.remove(first));
        expected.removeIf(entry -> entry.getKey().equals(first));
        assertRecord(expected, flask);
    }

    @Test
    void sessionThatJavaBeginsHasARecordOfFlasksForm() {
        for (FlaskRecord like : List.of(FlaskRecord.named("str"), FlaskRecord.named("json"))) {
            Sessions java = node(like.settings());
            LiveSession session = java.begin(List.of());
            session.put("user", "Ada");
            session.flash("Saved", "info");
            String id = cookie(java.commit(session, true));
            boolean json = like.format().equals("json");
            List<Map.Entry<String, String>> expected = List.of(
                    Map.entry("_permanent", json ? "true" : "c3"),
                    Map.entry("user", json ? "\"Ada\"" : "a3416461"),
                    Map.entry("_flashes", json ? "[[\"info\",\"Saved\"]]" : "9192a4696e666fa55361766564"));
            assertRecord(expected, like, "session:" + id);
        }
    }

    @Test
    void flashesOfFlaskAreReadOnce() {
        FlaskRecord flask = FlaskRecord.named("flashes");
        plant(flask);
        List<Flash> expected = List.of(new Flash("message", "Saved"), new Flash("error", "No & <b>"));
        visit(flask, session -> {
            session.put("a", 1);
            assertEquals(expected, session.flashes());
        });
        visit(flask, session -> assertEquals(List.of(), session.flashes()));
        assertFalse(flask.read(raw(flask.key()).orElseThrow()).containsKey("_flashes"));
    }

    @Test
    void whatFlaskWritesMeanwhileIsMergedOrOverwrittenAsAWhole() {
        FlaskRecord flask = FlaskRecord.named("json");
        plant(flask);
        Sessions java = node(flask.settings());
        LiveSession session = java.begin(List.of(flask.cookie()));
        session.put("n", 43);
        byte[] rewritten = "{\"_permanent\":true,\"user\":\"Eve\",\"n\":42}".getBytes(StandardCharsets.UTF_8);
        plant(flask.key(), rewritten, inAMonth());
        java.commit(session, true);
        visit(flask, seen -> {
            assertEquals(43, seen.get("n"));
            // Else the last one wins, as Flask-Session has it.
            assertEquals(noticesWhatFlaskWrites() ? "Eve" : flask.attributes().get("user"), seen.get("user"));
            assertEquals(!noticesWhatFlaskWrites(), seen.containsKey("cart"));
        });
    }

    @Test
    void sessionThatFlaskEndsIsEndedForJava() {
        FlaskRecord flask = FlaskRecord.named("login");
        plant(flask);
        Sessions java = node(flask.settings());
        LiveSession running = java.begin(List.of(flask.cookie()));
        running.put("csrf_token", "changed");
        store.delete(flask.key());
        assertInstanceOf(CookieChange.Expire.class, java.commit(running, true));
        assertTrue(raw(flask.key()).isEmpty());
        visit(flask, session -> {
            assertTrue(session.isEmpty() && session.isNew());
            assertNotEquals(flask.cookie(), session.id());
        });
    }

    @Test
    void sessionThatJavaEndsIsEndedForFlask() {
        FlaskRecord flask = FlaskRecord.named("login");
        plant(flask);
        visit(flask, LiveSession::invalidate);
        assertTrue(raw(flask.key()).isEmpty());
    }

    @Test
    void prefixIsPartOfTheKey() {
        FlaskRecord flask = FlaskRecord.named("str");
        Sessions shop = node(Map.of("session.key-prefix", "shop:"));
        String id = newId();
        plant("shop:" + id, flask.data(), inAMonth());
        assertEquals("alice", shop.begin(List.of(id)).get("user"));
        assertTrue(node(Map.of()).begin(List.of(id)).isEmpty());
    }

    @Test
    void expiryIsFlasksUntilJavaWrites() {
        FlaskRecord flask = FlaskRecord.named("str");
        Instant end = Clock.systemUTC().instant().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
        plant(flask.key(), flask.data(), end);
        assertEnds(end, flask.key());
        visit(flask, session -> session.put("a", 1));
        assertEnds(inAMonth(), flask.key());
    }

    @Test
    void expiredRecordIsNoSession() {
        FlaskRecord flask = FlaskRecord.named("str");
        plant(flask.key(), flask.data(), Clock.systemUTC().instant().minusSeconds(2));
        visit(flask, session -> assertTrue(session.isEmpty() && session.isNew()));
    }

    @ParameterizedTest
    @MethodSource("pickles")
    void pickleIsRefusedAndLeft(FlaskRecord pickle) {
        String id = newId();
        String key = "session:" + id;
        plant(key, pickle.data(), inAMonth());
        Sessions java = node(Map.of());
        List<String> warnings = Warnings.of(() -> {
            LiveSession session = java.begin(List.of(id));
            assertTrue(session.isEmpty() && session.isNew());
            session.put("a", 1);
            assertNotEquals(id, cookie(java.commit(session, true)));
        });
        assertArrayEquals(pickle.data(), raw(key).orElseThrow());
        assertEquals(1, warnings.size());
        String told = warnings.get(0);
        assertTrue(told.contains(SessionIds.fingerprint(key)) && told.contains("another format"), told);
        assertFalse(told.contains(id) || told.contains("alice"), told);
    }

    /** Flask-Session before 0.6 had UUIDs, which are not looked up at all. */
    @ParameterizedTest
    @MethodSource("pickles")
    void cookieOfThePickleTimesIsNoSession(FlaskRecord pickle) {
        plant(pickle);
        LiveSession session = node(Map.of()).begin(List.of(pickle.cookie()));
        assertTrue(session.isEmpty() && session.isNew());
        assertEquals(0, session.cost().storeCalls());
        assertArrayEquals(pickle.data(), raw(pickle.key()).orElseThrow());
    }

    private void plant(FlaskRecord flask) {
        plant(flask.key(), flask.data(), inAMonth());
    }

    private void visit(FlaskRecord flask, Consumer<LiveSession> work) {
        Sessions java = node(flask.settings());
        LiveSession session = java.begin(List.of(flask.cookie()));
        work.accept(session);
        java.commit(session, true);
    }

    /** The record as Flask would find it, with nothing but Cloakroom's own data after these attributes. */
    private void assertRecord(List<Map.Entry<String, String>> expected, FlaskRecord flask) {
        assertRecord(expected, flask, flask.key());
    }

    private void assertRecord(List<Map.Entry<String, String>> expected, FlaskRecord like, String key) {
        List<Map.Entry<String, String>> found =
                new ArrayList<>(like.read(raw(key).orElseThrow()).entrySet());
        assertEquals("_cloakroom", found.remove(found.size() - 1).getKey());
        assertEquals(expected, found);
    }

    private void assertEnds(Instant expected, String key) {
        // Memcached cannot tell.
        store.find(key).orElseThrow().expiresAt().ifPresent(end -> {
            Duration off = Duration.between(expected, end).abs();
            assertTrue(off.compareTo(Duration.ofSeconds(30)) < 0, end + " instead of " + expected);
        });
    }

    private static Instant inAMonth() {
        return Clock.systemUTC().instant().plus(LIFETIME);
    }

    private static String newId() {
        byte[] id = new byte[32];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private static String cookie(CookieChange change) {
        return assertInstanceOf(CookieChange.Set.class, change).value();
    }

    private Sessions node(Map<String, String> settings) {
        String format = settings.getOrDefault("session.serialization-format", "msgpack");
        SessionCodec codec = Codecs.ofRecords(format, FlaskRecordsContract.class.getClassLoader());
        return Sessions.inStore(store, codec, FlaskRecord.config(settings), Clock.systemUTC());
    }
}
