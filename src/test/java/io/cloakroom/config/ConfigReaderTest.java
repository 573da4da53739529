package io.cloakroom.config;

import static io.cloakroom.config.Configs.OLDER_SECRET;
import static io.cloakroom.config.Configs.OLD_SECRET;
import static io.cloakroom.config.Configs.SECRET;
import static io.cloakroom.config.Configs.read;
import static io.cloakroom.config.Configs.reader;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.config.CookieConfig.SameSite;
import io.cloakroom.config.CookieConfig.Secure;
import io.cloakroom.config.SessionConfig.Failure;
import io.cloakroom.config.SessionConfig.Ids;
import io.cloakroom.config.SessionConfig.Keys;
import io.cloakroom.config.SessionConfig.Lifetimes;
import io.cloakroom.config.SessionConfig.ServletSide;
import io.cloakroom.config.SessionConfig.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    @Test
    void withoutAnySettingTheDefaultsOfTheTableCount() {
        SessionConfig expected = new SessionConfig(
                new Keys(List.of()),
                new Lifetimes(
                        Duration.ofDays(31),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        Duration.ofDays(31).dividedBy(20)),
                new Ids(32, true, false, "session:"),
                new Storage(
                        "filesystem",
                        "msgpack",
                        Optional.empty(),
                        Failure.FAIL,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(10),
                        OptionalInt.empty()),
                true,
                true,
                new CookieConfig("session", Optional.empty(), Optional.empty(), true, Secure.AUTO, SameSite.LAX, false),
                Optional.empty(),
                new ServletSide(true, true, true));

        assertEquals(expected, read());
    }

    @Test
    void everySettingArrivesWhereItBelongs() {
        SessionConfig config = read(
                "secret-key", SECRET,
                "permanent-session-lifetime", "PT2H",
                "session.type", "Redis",
                "session.permanent", "false",
                "session.use-signer", "true",
                "session.key-prefix", "shop:",
                "session.id-length", "16",
                "session.serialization-format", "JSON",
                "session.serialization-filter", "com.acme.**",
                "session.refresh-each-request", "false",
                "session.cleanup-n-requests", "500",
                "session.cookie.name", "__Secure-shop",
                "session.cookie.domain", ".shop.example",
                "session.cookie.path", "/shop",
                "session.cookie.httponly", "false",
                "session.cookie.secure", "true",
                "session.cookie.samesite", "none",
                "session.cookie.partitioned", "true",
                "session.absolute-lifetime", "PT12H",
                "session.renewal-interval", "PT15M",
                "session.renewal-grace", "PT0S",
                "session.touch-interval", "PT0S",
                "session.hash-ids", "false",
                "session.on-store-failure", "Anonymous",
                "session.store-timeout", "PT0.5S",
                "session.http-session", "false",
                "session.scoped-beans", "false",
                "session.regenerate-on-login", "false",
                "session.sweep-interval", "60");

        SessionConfig expected = new SessionConfig(
                new Keys(List.of(SECRET)),
                new Lifetimes(
                        Duration.ofHours(2),
                        Optional.of(Duration.ofHours(12)),
                        Optional.of(Duration.ofMinutes(15)),
                        Duration.ZERO,
                        Duration.ZERO),
                new Ids(16, false, true, "shop:"),
                new Storage(
                        "redis",
                        "json",
                        Optional.of("com.acme.**"),
                        Failure.ANONYMOUS,
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1),
                        OptionalInt.of(500)),
                false,
                false,
                new CookieConfig(
                        "__Secure-shop",
                        Optional.of("shop.example"),
                        Optional.of("/shop"),
                        false,
                        Secure.ALWAYS,
                        SameSite.NONE,
                        true),
                Optional.empty(),
                new ServletSide(false, false, false));
        assertEquals(expected, config);
    }

    @Test
    void newestKeyIsLastAsInItsDangerous() {
        SessionConfig config = read("secret-key", SECRET, "secret-key-fallbacks", OLD_SECRET + "," + OLDER_SECRET);

        assertEquals(List.of(OLDER_SECRET, OLD_SECRET, SECRET), config.keys().oldestFirst());
        assertTrue(config.keys().canSign());
    }

    @Test
    void fallbackMayContainAnEscapedComma() {
        SessionConfig config = read("secret-key", SECRET, "secret-key-fallbacks", OLD_SECRET + "\\,more");

        assertEquals(List.of(OLD_SECRET + ",more", SECRET), config.keys().oldestFirst());
    }

    @Test
    void noSecretIsInToString() {
        SessionConfig config = read("secret-key", SECRET, "secret-key-fallbacks", OLD_SECRET);

        assertTrue(config.toString().contains("Keys[2]"), config.toString());
        assertFalse(config.toString().contains(SECRET) || config.toString().contains(OLD_SECRET), config.toString());
    }

    @Test
    void cookieSessionsNeedNoSecretKeyToBeRead() {
        SessionConfig config = read("session.type", "cookie");

        assertEquals("cookie", config.storage().type());
        assertFalse(config.keys().canSign());
    }

    @Test
    void touchIntervalFollowsTheLifetime() {
        assertEquals(
                Duration.ofMinutes(3),
                read("permanent-session-lifetime", "PT1H").lifetimes().touchInterval());
    }

    @ParameterizedTest
    @CsvSource({"2678400, P31D", "PT30M, PT30M", "pt30m, PT30M", "P1DT1S, PT24H1S", "' 60 ', PT1M"})
    void lifetimeIsADurationOrWholeSeconds(String text, Duration expected) {
        assertEquals(
                expected, read("permanent-session-lifetime", text).lifetimes().idle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "1", "yes", "on", " true "})
    void yesHasManySpellings(String text) {
        assertTrue(read("session.cookie.partitioned", text, "session.cookie.secure", text)
                .cookie()
                .partitioned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "0", "no", "off"})
    void soHasNo(String text) {
        SessionConfig config = read("session.cookie.httponly", text, "session.cookie.secure", text);

        assertFalse(config.cookie().httpOnly());
        assertEquals(Secure.NEVER, config.cookie().secure());
    }

    @ParameterizedTest
    @CsvSource({"lax, Lax", "STRICT, Strict", "Strict, Strict"})
    void sameSiteIsReadInAnyCaseAndWrittenInItsOwn(String text, String attribute) {
        assertEquals(
                attribute,
                read("session.cookie.samesite", text).cookie().sameSite().attribute());
    }

    @Test
    void emptyValueIsNotSet() {
        assertEquals(read(), read("secret-key", "", "session.type", "", "session.cookie.domain", ""));
        assertEquals(Optional.of("session:"), reader("session.key-prefix", "").setting("session.key-prefix"));
    }

    @Test
    void expressionWithAnEmptyDefaultIsNotSet() {
        assertEquals(read(), read("session.cookie.domain", "${not.set:}", "session.id-length", "${not.set:32}"));
    }

    @Test
    void hostPrefixIsAcceptedWithAllItAsksFor() {
        SessionConfig config =
                read("session.cookie.name", "__Host-id", "session.cookie.path", "/", "session.cookie.secure", "true");

        assertEquals("__Host-id", config.cookie().name());
    }

    @Test
    void storeReadsItsSettingsWithTheDefaultsOfTheTable() {
        ConfigReader reader = reader("session.file.mode", "0640 ", "session.acme.url", "acme://host");

        assertEquals(Optional.of("0640"), reader.setting("session.file.mode"));
        assertEquals(Optional.of("redis://localhost:6379"), reader.setting("session.redis"));
        assertEquals(Optional.of("acme://host"), reader.setting("session.acme.url"));
        assertEquals(Optional.empty(), reader.setting("session.file.dir"));
        assertEquals(Optional.empty(), reader.setting("session.acme.user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost",
                "rediss://user:p%40ss@redis_cache:6380/2",
                "redis://:pass@[::1]:6379",
                "redis://a:6379,b:6379,c",
                "redis://a?cluster=true",
                "redis-sentinel://:pass@s1:26379,s2:26379/mymaster",
                "rediss-sentinel://user:pass@s1,s2/mymaster/2?sentinel-user=watch&sentinel-password=p%26ss"
            })
    void redisUriMayNameOneHostOrSeveral(String uri) {
        ConfigReader reader = reader("session.redis", uri);

        reader.read();
        assertEquals(Optional.of(uri), reader.setting("session.redis"));
    }

    @Test
    void currentConfigurationIsTheOneOfMicroProfile() {
        assertEquals(Optional.empty(), ConfigReader.ofCurrent().setting("session.nobody-sets-this"));
    }
}
