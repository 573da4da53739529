package io.cloakroom.config;

import io.cloakroom.config.CookieConfig.SameSite;
import io.cloakroom.config.CookieConfig.Secure;
import io.cloakroom.config.SessionConfig.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table of the keys: each once, with its type, default and meaning. The README's table is checked against it.
 *
 * <p>Where Flask or Flask-Session has the setting, the key is that name as MicroProfile Config maps environment variables; the others
 * are Cloakroom's own. Those of the single backends stand in {@link StoreKeys}. A {@code secret-key} shorter than 32 bytes and the like are matters of {@link ConfigReader}.
 */
public final class ConfigKeys {
    private static final String MOMENT = "PT0.001S";
    /** A hundred years: every expiry is a date that cookies and databases can hold. */
    private static final String CENTURY = "P36500D";

    public static final ConfigKey<String> SECRET_KEY =
            optional("secret-key", ValueType.secret(), "none", "signs cookies; at least 32 bytes");
    public static final ConfigKey<List<String>> SECRET_KEY_FALLBACKS = optional(
            "secret-key-fallbacks",
            ValueType.secrets(),
            "none",
            "former secret keys, newest first: they verify and never sign");
    public static final ConfigKey<Duration> LIFETIME = key(
            "permanent-session-lifetime",
            ValueType.duration("PT1S", CENTURY),
            "P31D",
            "how long a session lives without a request");
    public static final ConfigKey<String> TYPE =
            key("session.type", ValueType.backend(), "filesystem", "the backend that keeps the sessions");
    public static final ConfigKey<Boolean> PERMANENT =
            key("session.permanent", ValueType.bool(), "true", "whether the cookie outlives the browser");
    public static final ConfigKey<Boolean> USE_SIGNER =
            key("session.use-signer", ValueType.bool(), "false", "whether the id in the cookie is signed");
    public static final ConfigKey<String> KEY_PREFIX = key(
            "session.key-prefix",
            ValueType.text("at most 100 visible ASCII characters", "[!-~]{0,100}"),
            "session:",
            "stands before every key in the store");
    public static final ConfigKey<Integer> ID_LENGTH =
            key("session.id-length", ValueType.wholeNumber(16, 96), "32", "bytes of entropy in a session id");
    public static final ConfigKey<String> FORMAT = key(
            "session.serialization-format",
            ValueType.choice("msgpack or json", Map.of("msgpack", "msgpack", "json", "json")),
            "msgpack",
            "the format of the records");
    public static final ConfigKey<String> SERIALIZATION_FILTER = optional(
            "session.serialization-filter",
            ValueType.serializationFilter(),
            "none",
            "which classes records may name, before the default decides (JEP 290)");
    public static final ConfigKey<Boolean> REFRESH_EACH_REQUEST =
            key("session.refresh-each-request", ValueType.bool(), "true", "whether reading alone moves the expiry");
    public static final ConfigKey<Integer> CLEANUP_N_REQUESTS = optional(
            "session.cleanup-n-requests",
            ValueType.wholeNumber(1, Integer.MAX_VALUE),
            "none",
            "sweep expired records every so many requests, besides the scheduled sweep");

    public static final ConfigKey<String> COOKIE_NAME = key(
            "session.cookie.name",
            ValueType.text(
                    "a token of RFC 6265: no spaces, no separators such as ; and =", "[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
            "session",
            "the cookie's name");
    public static final ConfigKey<String> COOKIE_DOMAIN = optional(
            "session.cookie.domain",
            ValueType.text(
                    "a domain such as example.org, without scheme, port and spaces",
                    "\\.?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"),
            "none",
            "the cookie's Domain: its subdomains get the cookie too");
    public static final ConfigKey<String> COOKIE_PATH = optional(
            "session.cookie.path",
            ValueType.text("a path of visible ASCII characters that begins with / and has no ;", "/[!-:<-~]*"),
            "the context path",
            "the cookie's Path");
    public static final ConfigKey<Boolean> COOKIE_HTTPONLY =
            key("session.cookie.httponly", ValueType.bool(), "true", "whether the cookie is hidden from scripts");
    public static final ConfigKey<Secure> COOKIE_SECURE = key(
            "session.cookie.secure",
            ValueType.secure(),
            "auto",
            "whether the cookie travels by https only; auto: if the request came by https");
    public static final ConfigKey<SameSite> COOKIE_SAMESITE = key(
            "session.cookie.samesite",
            ValueType.choice(
                    "Lax, Strict or None",
                    Map.of("lax", SameSite.LAX, "strict", SameSite.STRICT, "none", SameSite.NONE)),
            "Lax",
            "which requests of other sites carry the cookie");
    public static final ConfigKey<Boolean> COOKIE_PARTITIONED = key(
            "session.cookie.partitioned",
            ValueType.bool(),
            "false",
            "whether each embedding site has a cookie of its own");

    public static final ConfigKey<Duration> ABSOLUTE_LIFETIME = optional(
            "session.absolute-lifetime",
            ValueType.duration("PT1S", CENTURY),
            "none",
            "how long a session lives, whatever happens");
    public static final ConfigKey<Duration> RENEWAL_INTERVAL = optional(
            "session.renewal-interval",
            ValueType.duration("PT1S", CENTURY),
            "none",
            "how old an id grows before it is replaced");
    public static final ConfigKey<Duration> RENEWAL_GRACE = key(
            "session.renewal-grace",
            ValueType.duration("PT0S", "PT1H"),
            "PT30S",
            "how long an id that session.renewal-interval replaced still loads");
    public static final ConfigKey<Duration> TOUCH_INTERVAL = optional(
            "session.touch-interval",
            ValueType.duration("PT0S", CENTURY),
            "1/20 of the lifetime",
            "how far an expiry may lag behind before a reading request moves it");
    public static final ConfigKey<Boolean> HASH_IDS = key(
            "session.hash-ids",
            ValueType.bool(),
            "true",
            "whether the store holds SHA-256 of the id; false to share records with Flask");
    public static final ConfigKey<String> MIGRATE_FROM = optional(
            "session.migrate-from",
            ValueType.backend(),
            "none",
            "the backend that sessions move from as they are used, see Moving house");
    public static final ConfigKey<Failure> ON_STORE_FAILURE = key(
            "session.on-store-failure",
            ValueType.choice("fail or anonymous", Map.of("fail", Failure.FAIL, "anonymous", Failure.ANONYMOUS)),
            "fail",
            "what a request gets while the backend is away: an error, or an empty session that is not kept");
    public static final ConfigKey<Duration> STORE_TIMEOUT = key(
            "session.store-timeout",
            ValueType.duration(MOMENT, "PT10M"),
            "PT2S",
            "how long a call of the backend may take");
    public static final ConfigKey<Duration> SWEEP_INTERVAL = key(
            "session.sweep-interval",
            ValueType.duration("PT1S", CENTURY),
            "PT10M",
            "how long between two sweeps of expired records");

    public static final ConfigKey<Boolean> HTTP_SESSION =
            key("session.http-session", ValueType.bool(), "true", "whether HttpSession is the same session");
    public static final ConfigKey<Boolean> SCOPED_BEANS = key(
            "session.scoped-beans",
            ValueType.bool(),
            "true",
            "whether the application's @SessionScoped and @ConversationScoped beans are kept in the session");
    public static final ConfigKey<Boolean> REGENERATE_ON_LOGIN = key(
            "session.regenerate-on-login",
            ValueType.bool(),
            "true",
            "whether the id changes when the container knows another user");

    private static final List<ConfigKey<?>> GENERAL = List.of(
            SECRET_KEY,
            SECRET_KEY_FALLBACKS,
            LIFETIME,
            TYPE,
            PERMANENT,
            USE_SIGNER,
            KEY_PREFIX,
            ID_LENGTH,
            FORMAT,
            SERIALIZATION_FILTER,
            REFRESH_EACH_REQUEST,
            CLEANUP_N_REQUESTS,
            COOKIE_NAME,
            COOKIE_DOMAIN,
            COOKIE_PATH,
            COOKIE_HTTPONLY,
            COOKIE_SECURE,
            COOKIE_SAMESITE,
            COOKIE_PARTITIONED,
            ABSOLUTE_LIFETIME,
            RENEWAL_INTERVAL,
            RENEWAL_GRACE,
            TOUCH_INTERVAL,
            HASH_IDS,
            MIGRATE_FROM,
            ON_STORE_FAILURE,
            STORE_TIMEOUT,
            SWEEP_INTERVAL,
            HTTP_SESSION,
            SCOPED_BEANS,
            REGENERATE_ON_LOGIN);

    private static final List<ConfigKey<?>> ALL =
            Stream.concat(GENERAL.stream(), StoreKeys.all().stream()).toList();

    private ConfigKeys() {}

    /** Every key, in the order of the README's table. */
    public static List<ConfigKey<?>> all() {
        return ALL;
    }

    static <T> ConfigKey<T> key(String name, ValueType<T> type, String defaultValue, String meaning) {
        return new ConfigKey<>(name, type, Optional.of(defaultValue), defaultValue, meaning, Optional.empty());
    }

    static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultText, String meaning) {
        return new ConfigKey<>(name, type, Optional.empty(), defaultText, meaning, Optional.empty());
    }
}
