package io.cloakroom.config;

import static io.cloakroom.config.Configs.OLD_SECRET;
import static io.cloakroom.config.Configs.SECRET;
import static io.cloakroom.config.Configs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permanent-session-lifetime | 1 week | a duration such as PT30M, or whole seconds, from PT1S",
                "permanent-session-lifetime | 0 | from PT1S",
                "permanent-session-lifetime | -PT1H | from PT1S",
                "permanent-session-lifetime | P36501D | to P36500D",
                "permanent-session-lifetime | 99999999999999999999 | whole seconds",
                "session.permanent | maybe | true or false",
                "session.use-signer | 2 | true or false",
                "session.key-prefix | my app: | visible ASCII",
                "session.id-length | 15 | from 16 to 96",
                "session.id-length | 97 | from 16 to 96",
                "session.id-length | many | from 16 to 96",
                "session.serialization-format | pickle | msgpack or json",
                "session.refresh-each-request | x | true or false",
                "session.cleanup-n-requests | 0 | of at least 1",
                "session.cookie.name | my session | token",
                "session.cookie.name | a=b | token",
                "session.cookie.domain | https://example.org | a domain such as example.org",
                "session.cookie.domain | example.org:8080 | a domain such as example.org",
                "session.cookie.domain | ' example.org' | a domain such as example.org",
                "session.cookie.domain | example.org; Path=/ | a domain such as example.org",
                "session.cookie.path | shop | begins with /",
                "session.cookie.path | /shop;x | no ;",
                "session.cookie.httponly | x | true or false",
                "session.cookie.secure | always | auto, true or false",
                "session.cookie.samesite | loose | Lax, Strict or None",
                "session.cookie.partitioned | x | true or false",
                "session.file.mode | 384 | such as 0600 (Flask's 384)",
                "session.file.mode | 0400 | let its owner read and write",
                "session.file.threshold | 0 | of at least 1",
                "session.memory.threshold | -1 | of at least 1",
                "session.absolute-lifetime | PT0S | from PT1S",
                "session.renewal-interval | PT0S | from PT1S",
                "session.renewal-grace | -PT1S | from PT0S",
                "session.touch-interval | -1 | from PT0S",
                "session.hash-ids | x | true or false",
                "session.on-store-failure | ignore | fail or anonymous",
                "session.store-timeout | PT0S | from PT0.001S",
                "session.sweep-interval | P1Y | a duration such as",
            })
    void wrongValueIsNamedWithKeyAndCure(String key, String value, String cure) {
        String problem = onlyProblem(key, value);

        assertTrue(problem.startsWith(key + " is \"" + value + "\": set it to "), problem);
        assertTrue(problem.contains(cure), problem);
    }

    @Test
    void controlCharactersDoNotReachTheMessage() {
        assertTrue(onlyProblem("session.cookie.path", "/a\r\nSet-Cookie: x").contains("\"/a??Set-Cookie: x\""));
        assertTrue(onlyProblem("session.key-prefix", "a\0b").contains("\"a?b\""));
    }

    @Test
    void longValueIsCut() {
        String problem = onlyProblem("session.key-prefix", "x".repeat(101));

        assertTrue(problem.contains("x".repeat(80) + "...\""), problem);
        assertTrue(problem.contains("at most 100"), problem);
    }

    @Test
    void shortSecretKeyIsRefusedByItsLength() {
        assertEquals(
                "secret-key is 15 bytes long, which can be guessed: set it to a random one of at least 32 bytes;"
                        + " 'openssl rand -hex 32' prints a good one.",
                onlyProblem("secret-key", "hunter2-hunter2"));
    }

    @Test
    void secretsAreMeasuredInBytes() {
        assertEquals(1, read("secret-key", "é".repeat(16)).keys().oldestFirst().size());
    }

    @Test
    void shortFallbackIsRefusedByItsPlace() {
        String problem = onlyProblem("secret-key", SECRET, "secret-key-fallbacks", OLD_SECRET + ",hunter2");

        assertTrue(problem.startsWith("secret-key-fallbacks, number 2, is 7 bytes long"), problem);
        assertFalse(problem.contains("hunter2"), problem);
    }

    @Test
    void fallbackWithASpaceAroundItIsRefused() {
        String problem = onlyProblem("secret-key", SECRET, "secret-key-fallbacks", OLD_SECRET + ", " + OLD_SECRET);

        assertTrue(problem.startsWith("secret-key-fallbacks, number 2, begins or ends with a space"), problem);
    }

    @Test
    void fallbacksOfSingleCharactersAreExplained() {
        String problem = onlyProblem("secret-key", SECRET, "secret-key-fallbacks", "h,u,n,t,e,r");

        assertTrue(problem.startsWith("secret-key-fallbacks is a list of 6 single characters"), problem);
        assertTrue(problem.contains("what Flask makes of a key that is no list"), problem);
    }

    @Test
    void fallbacksInJsonAreExplained() {
        String problem = onlyProblem("secret-key", SECRET, "secret-key-fallbacks", "[\"" + OLD_SECRET + "\"]");

        assertTrue(problem.contains("list of JSON or Python"), problem);
        assertFalse(problem.contains(OLD_SECRET), problem);
    }

    @Test
    void fallbacksAloneCannotSign() {
        String problem = onlyProblem("secret-key-fallbacks", OLD_SECRET);

        assertTrue(problem.startsWith("secret-key-fallbacks is set and secret-key is not: set secret-key"), problem);
    }

    @Test
    void expressionThatLeadsNowhereIsNotTakenForUnset() {
        String problem = onlyProblem("secret-key", SECRET + "${not.set}");

        assertTrue(problem.startsWith("secret-key refers with ${...} to a property that is not set"), problem);
        assertFalse(problem.contains(SECRET), problem);
    }

    @Test
    void signingNeedsASecretKey() {
        String problem = onlyProblem("session.use-signer", "true");

        assertTrue(problem.startsWith("session.use-signer is true and secret-key is not set: set secret-key"), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT2H"})
    void touchIntervalMustBeShorterThanTheLifetime(String interval) {
        String problem = onlyProblem("permanent-session-lifetime", "PT1H", "session.touch-interval", interval);

        assertTrue(problem.startsWith("session.touch-interval is " + interval + ", not less than"), problem);
    }

    @ParameterizedTest
    @CsvSource({
        "session.cookie.samesite, None, auto",
        "session.cookie.samesite, None, false",
        "session.cookie.partitioned, true, auto",
        "session.cookie.partitioned, true, false",
        "session.cookie.name, __Secure-id, auto",
        "session.cookie.name, __secure-id, false",
    })
    void whatNeedsSecureNeedsItInEveryResponse(String key, String value, String secure) {
        String problem = onlyProblem(key, value, "session.cookie.secure", secure);

        assertTrue(problem.startsWith(key + " is "), problem);
        assertTrue(problem.contains("session.cookie.secure is " + secure), problem);
        assertTrue(problem.endsWith("set session.cookie.secure=true."), problem);
    }

    @Test
    void hostPrefixNeedsSecure() {
        String problem = onlyProblem("session.cookie.name", "__Host-id", "session.cookie.path", "/");

        assertTrue(problem.endsWith("set session.cookie.secure=true."), problem);
    }

    @Test
    void hostPrefixAllowsNoDomain() {
        String problem = onlyProblem(
                "session.cookie.name", "__Host-id",
                "session.cookie.path", "/",
                "session.cookie.secure", "true",
                "session.cookie.domain", "example.org");

        assertTrue(problem.contains("which allows no Domain"), problem);
    }

    @Test
    void hostPrefixNeedsTheRootAsItsPath() {
        String none = onlyProblem("session.cookie.name", "__Host-id", "session.cookie.secure", "true");
        String other = onlyProblem(
                "session.cookie.name", "__Host-id", "session.cookie.secure", "true", "session.cookie.path", "/shop");

        assertTrue(
                none.contains(
                        "session.cookie.path is not set, which means the context path: set session.cookie.path=/"),
                none);
        assertTrue(other.contains("session.cookie.path is \"/shop\": set session.cookie.path=/"), other);
    }

    @Test
    void cookieOfTheServerIsNotOurs() {
        assertTrue(onlyProblem("session.cookie.name", "JSESSIONID").contains("choose another name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "http://user:hunter2@host",
                "redis://",
                "redis://user:hun#ter2@host",
                "redis://:hunter2/x@host",
                "redis://user:hunter2%zz@host",
                "redis://user:hunter2 @host"
            })
    void redisUriIsNeverShown(String uri) {
        String problem = onlyProblem("session.redis", uri);

        assertTrue(problem.startsWith("session.redis is not readable (" + uri.length() + " bytes, not shown"), problem);
        assertTrue(problem.contains("set it to a URI such as redis://localhost:6379"), problem);
        assertFalse(problem.contains("hun") || problem.contains("user"), problem);
    }

    @Test
    void allProblemsAreReportedTogether() {
        String message = messageOf(
                "secret-key", "hunter2",
                "secret-key-fallbacks", "swordfish",
                "permanent-session-lifetime", "soon",
                "session.id-length", "8",
                "session.cookie.samesite", "None",
                "session.redis", "swordfish@host");

        assertTrue(message.startsWith("Cloakroom's configuration has 6 problems:\n  - secret-key is 7 bytes"), message);
        assertEquals(7, message.lines().count(), message);
        assertFalse(message.contains("hunter2") || message.contains("swordfish"), message);
    }

    private static String onlyProblem(String... keysAndValues) {
        String message = messageOf(keysAndValues);
        String heading = "Cloakroom's configuration has 1 problem:\n  - ";
        assertTrue(message.startsWith(heading), message);
        return message.substring(heading.length());
    }

    private static String messageOf(String... keysAndValues) {
        return String.valueOf(assertThrows(SessionConfigException.class, () -> read(keysAndValues))
                .getMessage());
    }
}
