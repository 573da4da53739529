package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Golden;
import io.cloakroom.config.SessionConfig.Ids;
import io.cloakroom.signing.Signer;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids cannot be guessed, and nothing else passes for one. */
class SessionIdsTest {
    private static final int DRAWS = 1_000_000;

    private final SessionIds ids = ids(32, true, Optional.empty());

    @Test
    void aMillionDrawsAreDifferent() {
        Set<String> seen = new HashSet<>(DRAWS * 2);
        for (int i = 0; i < DRAWS; i++) {
            assertTrue(seen.add(ids.next()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 18, 32, 96})
    void everyIdHasTheFormOfOne(int length) {
        SessionIds some = ids(length, true, Optional.empty());
        String id = some.next();
        assertEquals(Optional.of(id), some.fromCookie(id));
        assertEquals(Optional.empty(), some.fromCookie(id + "A"));
        assertEquals(Optional.empty(), some.fromCookie(id.substring(1)));
    }

    @Test
    void nothingElseHasIt() {
        String start = "A".repeat(42);
        Stream.of("\r", "\n", "\0", " ", ".", "/", "*", "+", "=", "%", "é", "\ud83d\ude00", "\n\n", "")
                .forEach(end -> assertEquals(Optional.empty(), ids.fromCookie(start + end)));
        assertEquals(Optional.empty(), ids.fromCookie("A".repeat(43) + "\n"));
        assertEquals(Optional.empty(), ids.fromCookie("A".repeat(8192)));
    }

    @Test
    void storeHoldsTheHashOfTheId() {
        assertEquals("session:abc", ids(32, false, Optional.empty()).key("abc"));
        assertEquals("ba7816bf", SessionIds.fingerprint("abc")); // FIPS 180-2, appendix B.1
        assertEquals("session:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ids.key("abc"));
    }

    @ParameterizedTest
    @MethodSource("flasksSignedIds")
    void signedIdIsFlasks(String signed, JsonObject golden) {
        SessionIds some = ids(32, true, Optional.of(Signer.ofSessionIds(Golden.secrets(golden.getJsonArray("key")))));
        String id = golden.getString("sid");
        assertEquals(signed, some.toCookie(id));
        assertEquals(Optional.of(id).filter(it -> it.matches("[\\w-]{43}")), some.fromCookie(signed));
        assertEquals(Optional.empty(), some.fromCookie(id));
        assertEquals(Optional.empty(), some.fromCookie(signed + "A"));
    }

    static Stream<Arguments> flasksSignedIds() {
        return Golden.cases("itsdangerous.json", "flask_session_sid")
                .map(golden -> Arguments.of(golden.getString("signed"), golden));
    }

    @Test
    void signedIdOpensTheSessionAndAnUnsignedOneDoesNot() {
        Browser browser = TestEngine.inMemory("session.use-signer", "true").browser();
        browser.visit(session -> session.put("a", 1));
        String cookie = browser.cookie().orElseThrow();
        assertEquals(1, browser.get("a"));
        for (String forged : List.of(browser.id(), cookie + "A", cookie.replace('.', '_'), "." + cookie)) {
            assertEquals(null, browser.twin().with(forged).get("a"));
        }
    }

    @Test
    void idsThatTheClientInventedAreNeverAdopted() {
        TestEngine engine = TestEngine.inMemory();
        Browser browser = engine.browser().with("A".repeat(43));
        browser.visit(session -> session.put("a", 1));
        assertTrue(engine.record("A".repeat(43)).isEmpty());
        assertEquals(1, browser.get("a"));
    }

    @Test
    void firstCandidateThatIsValidCounts() {
        TestEngine engine = TestEngine.inMemory();
        Browser browser = engine.browser();
        browser.visit(session -> session.put("a", 1));
        String valid = browser.cookie().orElseThrow();
        LiveSession session = engine.sessions.begin(List.of("junk", "A".repeat(43), valid, valid, "B".repeat(43)));
        assertEquals(1, session.get("a"));
        assertEquals(2, session.cost().storeCalls());
    }

    private static SessionIds ids(int length, boolean hash, Optional<Signer> signer) {
        return new SessionIds(new Ids(length, hash, signer.isPresent(), "session:"), new SecureRandom(), signer);
    }
}
