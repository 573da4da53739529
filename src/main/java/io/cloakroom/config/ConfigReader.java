package io.cloakroom.config;

import io.cloakroom.SessionConfigException;
import io.cloakroom.config.SessionConfig.Ids;
import io.cloakroom.config.SessionConfig.Keys;
import io.cloakroom.config.SessionConfig.Lifetimes;
import io.cloakroom.config.SessionConfig.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the settings: the door between MicroProfile Config and all the rest. Thread-safe. */
public final class ConfigReader {
    private static final int TOUCHES_IN_A_LIFETIME = 20;
    private static final int RIGHTS_OF_OTHERS = 0077;

    private final Config config;

    /** A reader of this configuration. */
    public ConfigReader(Config config) {
        this.config = config;
    }

    /** A reader of the application's configuration. */
    public static ConfigReader ofCurrent() {
        return new ConfigReader(ConfigProvider.getConfig());
    }

    /**
     * Reads and checks all the settings but one: whether there is such a {@code session.type}.
     *
     * @throws SessionConfigException if some are wrong; the message has all of them, each with key, value and cure
     */
    public SessionConfig read() {
        Settings settings = new Settings(config);
        return read(settings, List.of());
    }

    /**
     * Reads and checks all the settings.
     *
     * @param types what {@code session.type} can be here
     * @throws SessionConfigException if some are wrong; the message has all of them, each with key, value and cure
     */
    public SessionConfig read(Set<String> types) {
        Settings settings = new Settings(config);
        String type = settings.get(ConfigKeys.TYPE);
        return read(
                settings,
                types.contains(type)
                        ? List.of()
                        : List.of("session.type is \"" + type + "\", which nobody provides here: set it to one of "
                                + types + ", or add the library that provides it."));
    }

    private static SessionConfig read(Settings settings, List<String> problemsBefore) {
        Optional<String> secretKey = settings.find(ConfigKeys.SECRET_KEY);
        List<String> fallbacks = settings.find(ConfigKeys.SECRET_KEY_FALLBACKS).orElse(List.of());
        SessionConfig read = new SessionConfig(
                keys(secretKey, fallbacks),
                lifetimes(settings),
                ids(settings),
                storage(settings),
                settings.get(ConfigKeys.PERMANENT),
                settings.get(ConfigKeys.REFRESH_EACH_REQUEST),
                cookie(settings));
        checkForTheStores(settings);

        List<String> problems = new ArrayList<>(problemsBefore);
        problems.addAll(ConfigRules.secrets(secretKey, fallbacks));
        problems.addAll(settings.problems());
        problems.addAll(ConfigRules.problems(read));
        if (!problems.isEmpty()) {
            throw new SessionConfigException(problems);
        }
        return read;
    }

    /**
     * A setting as it is written, for a store.
     *
     * @param key Cloakroom's or one of the store's own
     * @return the value, else the default of the table; empty if there is neither
     */
    public Optional<String> setting(String key) {
        return Settings.text(config, key)
                .or(() -> ConfigKeys.all().stream()
                        .filter(row -> row.name().equals(key))
                        .findFirst()
                        .flatMap(ConfigKey::defaultValue));
    }

    /** What is odd but no error, a sentence each: keys that nobody reads, file rights that others have. */
    public List<String> warnings() {
        Settings settings = new Settings(config);
        List<String> warnings =
                new ArrayList<>(new MisspeltKeys(config.getPropertyNames(), settings.get(ConfigKeys.TYPE)).warnings());
        int fileMode = settings.get(ConfigKeys.FILE_MODE);
        if ((fileMode & RIGHTS_OF_OTHERS) != 0) {
            warnings.add("session.file.mode is 0" + Integer.toOctalString(fileMode)
                    + ", which lets others than the owner at the sessions: set it to 0600 if you can.");
        }
        return List.copyOf(warnings);
    }

    private static Keys keys(Optional<String> secretKey, List<String> fallbacks) {
        List<String> oldestFirst = new ArrayList<>(fallbacks);
        Collections.reverse(oldestFirst);
        secretKey.ifPresent(oldestFirst::add);
        return new Keys(oldestFirst);
    }

    private static Lifetimes lifetimes(Settings settings) {
        Duration idle = settings.get(ConfigKeys.LIFETIME);
        return new Lifetimes(
                idle,
                settings.find(ConfigKeys.ABSOLUTE_LIFETIME),
                settings.find(ConfigKeys.RENEWAL_INTERVAL),
                settings.get(ConfigKeys.RENEWAL_GRACE),
                settings.find(ConfigKeys.TOUCH_INTERVAL).orElse(idle.dividedBy(TOUCHES_IN_A_LIFETIME)));
    }

    private static Ids ids(Settings settings) {
        return new Ids(
                settings.get(ConfigKeys.ID_LENGTH),
                settings.get(ConfigKeys.HASH_IDS),
                settings.get(ConfigKeys.USE_SIGNER),
                settings.get(ConfigKeys.KEY_PREFIX));
    }

    private static Storage storage(Settings settings) {
        return new Storage(
                settings.get(ConfigKeys.TYPE),
                settings.get(ConfigKeys.FORMAT),
                settings.get(ConfigKeys.ON_STORE_FAILURE),
                settings.get(ConfigKeys.STORE_TIMEOUT),
                settings.get(ConfigKeys.SWEEP_INTERVAL),
                settings.find(ConfigKeys.CLEANUP_N_REQUESTS)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()));
    }

    private static CookieConfig cookie(Settings settings) {
        return new CookieConfig(
                settings.get(ConfigKeys.COOKIE_NAME),
                // RFC 6265, 5.2.3: browsers ignore a leading dot; some servers refuse it.
                settings.find(ConfigKeys.COOKIE_DOMAIN).map(domain -> domain.replaceFirst("^\\.", "")),
                settings.find(ConfigKeys.COOKIE_PATH),
                settings.get(ConfigKeys.COOKIE_HTTPONLY),
                settings.get(ConfigKeys.COOKIE_SECURE),
                settings.get(ConfigKeys.COOKIE_SAMESITE),
                settings.get(ConfigKeys.COOKIE_PARTITIONED));
    }

    /** The stores read these themselves, as text: what is wrong with them is to be told together with the rest. */
    private static void checkForTheStores(Settings settings) {
        settings.find(ConfigKeys.REDIS);
        settings.find(ConfigKeys.FILE_DIR);
        settings.find(ConfigKeys.FILE_THRESHOLD);
        settings.find(ConfigKeys.FILE_MODE);
        settings.find(ConfigKeys.MEMORY_THRESHOLD);
    }
}
