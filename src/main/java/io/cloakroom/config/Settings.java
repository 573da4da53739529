package io.cloakroom.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads settings one by one and gathers what is wrong with them. Not thread-safe: it lives for one reading. */
final class Settings {
    private static final int LONGEST_SHOWN = 80;

    private final Config config;
    private final Map<String, String> defaults;
    private final List<String> problems = new ArrayList<>();

    Settings(Config config) {
        this(config, Map.of());
    }

    /**
     * Settings that are not alone.
     *
     * @param defaults what holds for keys that are not set, before the defaults of the table
     */
    Settings(Config config, Map<String, String> defaults) {
        this.config = config;
        this.defaults = defaults;
    }

    /** The setting as it is written; a property or environment variable that is set to nothing is not set. */
    static Optional<String> text(Config config, String key) {
        return config.getOptionalValue(key, String.class).filter(text -> !text.isEmpty());
    }

    /** The setting as it is written, by whichever of its names. */
    static Optional<String> text(Config config, ConfigKey<?> key) {
        return key.names().flatMap(name -> text(config, name).stream()).findFirst();
    }

    /** Whether it is set at all. */
    boolean isSet(ConfigKey<?> key) {
        return text(config, key).isPresent();
    }

    /** The value, else the default. For keys that have one. */
    <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow();
    }

    /** The value, else the default, if there is one. A wrong value is noted and counts as not set, so that the reading goes on. */
    <T> Optional<T> find(ConfigKey<T> key) {
        Optional<String> text = text(config, key).or(() -> Optional.ofNullable(defaults.get(key.name())));
        Optional<T> value = text.flatMap(key.type()::parse);
        if (text.isPresent() && value.isEmpty()) {
            problems.add(key.name() + " is " + shown(key, text.get()) + ": set it to "
                    + key.type().phrase() + ".");
        }
        if (text.isEmpty() && refersToNothing(key.name())) {
            problems.add(
                    key.name() + " refers with ${...} to a property that is not set: set that property, or write \\${ "
                            + "if the value really has these characters.");
        }
        return value.or(() -> key.defaultValue().flatMap(key.type()::parse));
    }

    /** What was wrong so far, in the order of reading. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** MicroProfile Config gives no value, as if nothing were set, for an expression that leads nowhere and has no default. */
    private boolean refersToNothing(String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getValue() == null && value.getRawValue() != null;
    }

    private static String shown(ConfigKey<?> key, String text) {
        if (key.type().isSecret()) {
            return "not readable (" + text.getBytes(StandardCharsets.UTF_8).length
                    + " bytes, not shown because a password may be among them)";
        }
        String start = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return "\"" + start.replaceAll("\\p{Cc}", "?") + "\"";
    }
}
