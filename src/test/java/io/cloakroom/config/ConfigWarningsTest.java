package io.cloakroom.config;

import static io.cloakroom.config.Configs.SECRET;
import static io.cloakroom.config.Configs.reader;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigWarningsTest {

    @Test
    void rightConfigurationHasNoWarnings() {
        assertEquals(
                List.of(),
                reader("secret-key", SECRET, "session.type", "redis", "session.redis", "redis://db")
                        .warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "session.typ, session.type",
        "session.key_prefix, session.key-prefix",
        "session.cookie.same-site, session.cookie.samesite",
        "session.kype, session.type",
        "secret_key, secret-key",
        "permanent-session-lifetimes, permanent-session-lifetime",
        "sessions.type, session.type",
        "SESSION_KEYPREFIX, SESSION_KEY_PREFIX",
        "SESSION_COOKIE_SAME_SITE, SESSION_COOKIE_SAMESITE",
    })
    void unknownNameIsReportedWithTheNearest(String name, String nearest) {
        assertEquals(
                List.of(name + " is set, but there is no such key; the nearest is " + nearest
                        + ": correct the name, or remove it."),
                reader(name, "x").warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SESSION_MANAGER",
                "SESSIONNAME",
                "DESKTOP_SESSION",
                "XDG_SESSION_TYPE",
                "XDG_SESSION_ID",
                "SESSION_REDIS_SERVICE_HOST",
                "SESSION_REDIS_PORT",
                "SECRET_KEY_BASE",
                "my.session.type"
            })
    void namesOfOthersAreLeftAlone(String name) {
        assertEquals(List.of(), reader(name, "x").warnings());
    }

    @Test
    void providersOwnKeysAreItsBusiness() {
        assertEquals(
                List.of(),
                reader("session.type", "acme", "session.acme", "x", "session.acme.url", "y", "SESSION_ACME_URL", "z")
                        .warnings());
        assertEquals(
                1,
                reader("session.type", "redis", "session.acme.url", "y")
                        .warnings()
                        .size());
    }

    @Test
    void environmentsNameInAFileIsReported() {
        assertEquals(
                List.of("SESSION_TYPE is set, but not in the environment, the only place where it has this name:"
                        + " call it session.type."),
                reader("SESSION_TYPE", "redis").warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0640", "0604", "666"})
    void fileRightsOfOthersAreReported(String mode) {
        String shown = mode.startsWith("0") ? mode : "0" + mode;

        assertEquals(
                List.of("session.file.mode is " + shown
                        + ", which lets others than the owner at the sessions: set it to 0600 if you can."),
                reader("session.file.mode", mode).warnings());
        assertEquals(List.of(), reader("session.file.mode", "0700").warnings());
    }

    @Test
    void wrongConfigurationCanStillBeWarnedOf() {
        assertEquals(
                List.of(),
                reader("session.file.mode", "rwx", "secret-key", "short").warnings());
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "kitten, sitting, 3", "session.typ, session.type, 1"})
    void distanceCountsChangedCharacters(String one, String other, int distance) {
        assertEquals(distance, MisspeltKeys.distance(one, other));
        assertEquals(distance, MisspeltKeys.distance(other, one));
    }
}
