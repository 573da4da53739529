package io.cloakroom.config;

import static io.cloakroom.config.Configs.SECRET;
import static io.cloakroom.config.Configs.read;
import static io.cloakroom.config.Configs.reader;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.config.SessionConfig.Former;
import io.cloakroom.config.SessionConfig.Ids;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of the store that sessions move from. */
class MigrateFromTest {

    @Test
    void nothingMovesByDefault() {
        assertEquals(Optional.empty(), read().former());
    }

    @Test
    void whatIsNotSetIsAsForTheNewStore() {
        String[] settings = {
            "session.type", "sql",
            "session.key-prefix", "shop:",
            "session.serialization-format", "json",
            "session.id-length", "16",
            "session.redis", "redis://db",
            "session.migrate-from", "redis"
        };
        assertEquals(
                Optional.of(new Former("redis", "json", new Ids(16, true, false, "shop:"))),
                read(settings).former());
        assertEquals(Optional.of("redis://db"), reader(settings).formerSetting("session.redis"));
        assertEquals(Optional.of("0600"), reader(settings).formerSetting("session.file.mode"));
        assertEquals(Optional.empty(), reader(settings).formerSetting("session.file.dir"));
        assertFalse(reader(settings).isFormerNamed("redis"));
        assertEquals(List.of(), reader(settings).warnings());
    }

    @Test
    void eachKeyOfAStoreCanBeSetForTheOldOne() {
        String[] settings = {
            "session.type", "redis",
            "session.migrate-from", "Redis",
            "session.migrate-from.redis", " redis://old ",
            "session.migrate-from.key-prefix", "old:",
            "session.migrate-from.hash-ids", "false",
            "session.migrate-from.serialization-format", "JSON",
            "session.migrate-from.file.dir", "/old",
            "session.migrate-from.sqlalchemy.table", "old_sessions"
        };
        assertEquals(
                Optional.of(new Former("redis", "json", new Ids(32, false, false, "old:"))),
                read(settings).former());
        assertEquals(Optional.of("redis://old"), reader(settings).formerSetting("session.redis"));
        assertEquals(Optional.of("/old"), reader(settings).formerSetting("session.file.dir"));
        assertEquals(Optional.of("old_sessions"), reader(settings).formerSetting("session.sql.table"));
        assertEquals(Optional.of("redis://localhost:6379"), reader(settings).setting("session.redis"));
        assertTrue(reader(settings).isFormerNamed("redis") && reader(settings).isFormerNamed("filesystem"));
        assertEquals(List.of(), reader(settings).warnings());
    }

    @Test
    void aProvidersOwnKeysAreReadToo() {
        String[] settings = {
            "session.type", "acme",
            "session.acme.url", "new",
            "session.migrate-from", "acme",
            "session.migrate-from.acme.url", "old"
        };
        read(settings);
        assertEquals(Optional.of("old"), reader(settings).formerSetting("session.acme.url"));
        assertEquals(Optional.of("new"), reader(settings).setting("session.acme.url"));
        assertEquals(List.of(), reader(settings).warnings());
    }

    @Test
    void wrongValuesAreToldWithTheOthers() {
        String told = problems(
                "session.permanent", "perhaps",
                "session.type", "sql",
                "session.migrate-from", "papyrus",
                "session.migrate-from.redis", "hunter2@host",
                "session.migrate-from.hash-ids", "perhaps",
                "session.migrate-from.file.mode", "384");
        assertTrue(told.startsWith("Cloakroom's configuration has 5 problems:"), told);
        for (String key : List.of(
                "session.permanent",
                "session.migrate-from is papyrus, which nobody provides here",
                "session.migrate-from.redis is not readable",
                "session.migrate-from.hash-ids is \"perhaps\"",
                "session.migrate-from.file.mode is \"384\"")) {
            assertTrue(told.contains(key), told);
        }
        assertFalse(told.contains("hunter2"), told);
    }

    @ParameterizedTest
    @CsvSource({
        "cookie, redis, 'session.migrate-from is redis, but session.type is cookie, which is no store'",
        "null, redis, 'session.migrate-from is redis, but session.type is null, which is no store'",
        "redis, null, 'session.migrate-from is null, which has kept no sessions'",
        "redis, cookie, 'session.migrate-from is cookie, and secret-key is not set'",
    })
    void whatCannotMoveIsAProblem(String type, String from, String problem) {
        String told = problems("session.type", type, "session.migrate-from", from);
        assertTrue(told.startsWith("Cloakroom's configuration has 1 problem:\n  - " + problem), told);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, session.migrate-from.redis, redis://localhost:6379",
        "redis, session.migrate-from.key-prefix, session:",
        "redis, session.migrate-from.serialization-format, json",
        "redis, session.migrate-from.file.dir, /old",
        "filesystem, session.migrate-from.file.mode, 0640",
        "sql, session.migrate-from.sql.password, hunter2",
        "memory, session.migrate-from.memory.threshold, 5",
        "acme, session.migrate-from.hash-ids, true",
    })
    void sameStoreWithTheSameSettingsIsAProblem(String type, String key, String value) {
        String told = problems("session.type", type, "session.migrate-from", type, key, value);
        assertTrue(told.contains("1 problem"), told);
        assertTrue(told.contains("session.migrate-from is " + type + ", as session.type is"), told);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, session.migrate-from.redis, redis://old",
        "redis, session.migrate-from.key-prefix, old:",
        "redis, session.migrate-from.hash-ids, false",
        "filesystem, session.migrate-from.file.dir, /old",
        "mongodb, session.migrate-from.mongodb.collect, old",
        "sql, session.migrate-from.sqlalchemy.table, old",
        "sqlalchemy, session.migrate-from.sql, jdbc:h2:old",
        "acme, session.migrate-from.acme, old",
    })
    void sameStoreIsNoneElsewhere(String type, String key, String value) {
        assertTrue(read("session.type", type, "session.migrate-from", type, key, value)
                .former()
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "session.migrate-from.key_prefix, session.migrate-from.key-prefix",
        "session.migrate-from.rediss, session.migrate-from.redis",
        "session.migrate_from, session.migrate-from",
    })
    void misspeltNamesAreReported(String name, String nearest) {
        assertEquals(
                List.of(name + " is set, but there is no such key; the nearest is " + nearest
                        + ": correct the name, or remove it."),
                reader("session.type", "sql", "session.migrate-from", "filesystem", name, "x")
                        .warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.migrate-from.redis", "session.migrate-from.key-prefix"})
    void oldStoreThatNobodyAsksForIsReported(String key) {
        List<String> warnings = reader(key, "redis://x").warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith(key + " is set, and session.migrate-from is not"), warnings.get(0));
    }

    private static String problems(String... settings) {
        Set<String> types = Set.of("cookie", "null", "redis", "sql", "filesystem", "memory", "acme");
        return String.valueOf(assertThrows(
                        SessionConfigException.class, () -> reader(settings).read(types))
                .getMessage());
    }

    @Test
    void cookiesNeedTheKeyThatSignedThem() {
        assertEquals(
                "cookie",
                read("secret-key", SECRET, "session.type", "redis", "session.migrate-from", "cookie")
                        .former()
                        .orElseThrow()
                        .type());
    }
}
