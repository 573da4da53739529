package io.cloakroom.config;

import io.cloakroom.SessionConfigException;
import io.cloakroom.config.SessionConfig.Former;
import io.cloakroom.config.SessionConfig.Ids;
import io.cloakroom.config.SessionConfig.Keys;
import io.cloakroom.config.SessionConfig.Lifetimes;
import io.cloakroom.config.SessionConfig.ServletSide;
import io.cloakroom.config.SessionConfig.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the settings: the door between MicroProfile Config and all the rest. Thread-safe. */
public final class ConfigReader {
    private static final int TOUCHES_IN_A_LIFETIME = 20;
    private static final int RIGHTS_OF_OTHERS = 0077;

    private final Config config;
    private final Map<String, String> defaults;

    /** A reader of this configuration. */
    public ConfigReader(Config config) {
        this(config, Map.of());
    }

    private ConfigReader(Config config, Map<String, String> defaults) {
        this.config = config;
        this.defaults = Map.copyOf(defaults);
    }

    /**
     * A reader of the same configuration.
     *
     * @param containerDefaults what the container says, as values of our keys: it holds where the key is not set
     */
    public ConfigReader with(Map<String, String> containerDefaults) {
        return new ConfigReader(config, containerDefaults);
    }

    /** A reader of the application's configuration. */
    public static ConfigReader ofCurrent() {
        return new ConfigReader(ConfigProvider.getConfig());
    }

    /**
     * Reads and checks all the settings, for whatever backends there may be.
     *
     * @throws SessionConfigException if some are wrong; the message has all of them, each with key, value and cure
     */
    public SessionConfig read() {
        return read(Set.of());
    }

    /**
     * Reads and checks all the settings.
     *
     * @param types the backends there are; none: any is accepted
     * @throws SessionConfigException if some are wrong; the message has all of them, each with key, value and cure
     */
    public SessionConfig read(Set<String> types) {
        return read(types, List.of());
    }

    /**
     * Reads and checks all the settings.
     *
     * @param types the backends there are; none: any is accepted
     * @param more what else is wrong, a sentence each, to be told together with the settings
     * @throws SessionConfigException if something is wrong; the message has all of it
     */
    public SessionConfig read(Set<String> types, List<String> more) {
        Settings settings = new Settings(config, defaults);
        Optional<String> secretKey = settings.find(ConfigKeys.SECRET_KEY);
        List<String> fallbacks = settings.find(ConfigKeys.SECRET_KEY_FALLBACKS).orElse(List.of());
        Ids ids = ids(settings);
        Storage storage = storage(settings);
        SessionConfig read = new SessionConfig(
                keys(secretKey, fallbacks),
                lifetimes(settings),
                ids,
                storage,
                settings.get(ConfigKeys.PERMANENT),
                settings.get(ConfigKeys.REFRESH_EACH_REQUEST),
                cookie(settings),
                former(settings, ids, storage),
                servlet(settings));
        StoreKeys.all().forEach(settings::find);
        FormerKeys.OF_STORES.forEach(settings::find);

        List<String> problems = new ArrayList<>(SecretRules.problems(secretKey, fallbacks));
        problems.addAll(settings.problems());
        problems.addAll(contradictions(read));
        problems.addAll(FormerRules.problems(read, this));
        problems.addAll(unknownType(ConfigKeys.TYPE, read.storage().type(), types));
        read.former().ifPresent(former -> problems.addAll(unknownType(ConfigKeys.MIGRATE_FROM, former.type(), types)));
        problems.addAll(more);
        if (!problems.isEmpty()) {
            throw new SessionConfigException(problems);
        }
        return read;
    }

    private static List<String> unknownType(ConfigKey<String> key, String type, Set<String> types) {
        return types.isEmpty() || types.contains(type)
                ? List.of()
                : List.of(key.name() + " is " + type + ", which nobody provides here: choose one of "
                        + new TreeSet<>(types) + ", or add the jar that has its SessionStoreProvider");
    }

    /**
     * A setting as it is written, without spaces around it, for a store.
     *
     * @param key Cloakroom's or one of the store's own
     * @return the value, else the default of the table; empty if there is neither
     */
    public Optional<String> setting(String key) {
        return written(ConfigKeys.all(), key)
                .or(() -> ConfigKeys.all().stream()
                        .filter(one -> one.name().equals(key))
                        .findFirst()
                        .flatMap(ConfigKey::defaultValue));
    }

    /** Whether the application's {@code @SessionScoped} beans are kept in the session: asked before all the rest can be read. */
    public boolean keepsScopedBeans() {
        return new Settings(config).get(ConfigKeys.SCOPED_BEANS);
    }

    /**
     * The same for the store that sessions move from.
     *
     * @param key as for the new store, such as {@code session.redis}
     * @return the value of {@code session.migrate-from.redis}, else the setting of the new store
     */
    public Optional<String> formerSetting(String key) {
        return written(FormerKeys.all(), FormerKeys.nameOf(key)).or(() -> setting(key));
    }

    /**
     * Whether any key is set that says where the old store is, such as {@code session.migrate-from.redis}; if none is, that is where a new store
     * of this type would be.
     *
     * @param type of the old store
     */
    public boolean isFormerNamed(String type) {
        String variable = ConfigKey.environmentName(FormerKeys.nameOf(StoreKeys.first(type)));
        return names().stream()
                .map(ConfigKey::environmentName)
                .anyMatch(name -> name.equals(variable) || name.startsWith(variable + "_"));
    }

    private Optional<String> written(List<ConfigKey<?>> table, String name) {
        return table.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .flatMap(one -> Settings.text(config, one))
                .or(() -> Settings.text(config, name))
                .map(String::strip);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    /** What is odd but no error, a sentence each: names that nobody reads, file rights that others have. */
    public List<String> warnings() {
        Settings settings = new Settings(config);
        List<String> warnings = new ArrayList<>(new MisspeltKeys(names(), typesOf(settings)).warnings());
        warnings.addAll(variablesOutsideTheEnvironment());
        warnings.addAll(FormerRules.warnings(settings));
        int fileMode = settings.get(StoreKeys.FILE_MODE);
        if ((fileMode & RIGHTS_OF_OTHERS) != 0) {
            warnings.add("session.file.mode is 0" + Integer.toOctalString(fileMode)
                    + ", which lets others than the owner at the sessions: set it to 0600 if you can.");
        }
        return List.copyOf(warnings);
    }

    /** {@code SESSION_TYPE} in a properties file: MicroProfile Config maps the names of environment variables only. */
    private List<String> variablesOutsideTheEnvironment() {
        return Stream.concat(ConfigKeys.all().stream(), FormerKeys.all().stream())
                .filter(key -> Settings.text(config, key).isEmpty()
                        && Settings.text(config, key.environmentName()).isPresent())
                .map(key -> key.environmentName()
                        + " is set, but not in the environment, the only place where it has this name: call it "
                        + key.name() + ".")
                .toList();
    }

    private static Set<String> typesOf(Settings settings) {
        Set<String> types = new TreeSet<>(Set.of(settings.get(ConfigKeys.TYPE)));
        settings.find(ConfigKeys.MIGRATE_FROM).ifPresent(types::add);
        return types;
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
                settings.find(ConfigKeys.SERIALIZATION_FILTER),
                settings.get(ConfigKeys.ON_STORE_FAILURE),
                settings.get(ConfigKeys.STORE_TIMEOUT),
                settings.get(ConfigKeys.SWEEP_INTERVAL),
                settings.find(ConfigKeys.CLEANUP_N_REQUESTS)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()));
    }

    /** What is not set for the old store is as it is for the new one. */
    private static Optional<Former> former(Settings settings, Ids ids, Storage storage) {
        String keyPrefix = settings.find(FormerKeys.KEY_PREFIX).orElse(ids.keyPrefix());
        boolean hash = settings.find(FormerKeys.HASH_IDS).orElse(ids.hash());
        String format = settings.find(FormerKeys.FORMAT).orElse(storage.format());
        return settings.find(ConfigKeys.MIGRATE_FROM)
                .map(type -> new Former(type, format, new Ids(ids.length(), hash, ids.sign(), keyPrefix)));
    }

    private static ServletSide servlet(Settings settings) {
        return new ServletSide(
                settings.get(ConfigKeys.HTTP_SESSION),
                settings.get(ConfigKeys.SCOPED_BEANS),
                settings.get(ConfigKeys.REGENERATE_ON_LOGIN));
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

    /** What does not go together although each value is right. */
    private static List<String> contradictions(SessionConfig read) {
        List<String> problems = new ArrayList<>();
        if (read.ids().sign() && !read.keys().canSign()) {
            problems.add(
                    "session.use-signer is true and secret-key is not set: set secret-key, or session.use-signer=false; "
                            + SecretRules.MAKE_ONE + ".");
        }
        Lifetimes lifetimes = read.lifetimes();
        if (lifetimes.touchInterval().compareTo(lifetimes.idle()) >= 0) {
            problems.add("session.touch-interval is " + lifetimes.touchInterval()
                    + ", not less than permanent-session-lifetime, " + lifetimes.idle()
                    + ", so that sessions in use would end: set it to a fraction of it, or leave it out.");
        }
        problems.addAll(CookieRules.problems(read.cookie()));
        return problems;
    }
}
