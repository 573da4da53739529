package io.cloakroom.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key of the configuration: a row of the table in {@link ConfigKeys} and of the README's. Immutable.
 *
 * @param name the MicroProfile Config key, such as {@code session.key-prefix}
 * @param type what its values may be
 * @param defaultValue what counts if it is not set, as it would be written; empty: there is none, or it is computed
 * @param defaultText the default for readers: the default value, or in words where it comes from, or "none"
 * @param meaning one line
 * @param otherName a second name, Flask's where it is not Cloakroom's; the first counts if both are set
 */
public record ConfigKey<T>(
        String name,
        ValueType<T> type,
        Optional<String> defaultValue,
        String defaultText,
        String meaning,
        Optional<String> otherName) {

    ConfigKey<T> alsoReadAs(String other) {
        return new ConfigKey<>(name, type, defaultValue, defaultText, meaning, Optional.of(other));
    }

    /** All the names it may be set by; the first that is set counts. */
    Stream<String> names() {
        return Stream.concat(Stream.of(name), otherName.stream());
    }

    /**
     * The environment variable that sets the key: Flask's name for it.
     *
     * @see <a href="https://download.eclipse.org/microprofile/microprofile-config-3.1/microprofile-config-spec-3.1.html">the mapping
     *     rules of MicroProfile Config</a>
     */
    public String environmentName() {
        return environmentName(name);
    }

    static String environmentName(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
