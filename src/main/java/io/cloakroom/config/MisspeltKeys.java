package io.cloakroom.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds the properties that were probably meant for Cloakroom and that nobody reads. Immutable.
 *
 * <p>Every {@code session.*} that is no key is reported. Other names, environment variables above all, only if they differ from a key by a
 * slip of the pen: a desktop's {@code SESSION_MANAGER} is none of Cloakroom's business.
 */
final class MisspeltKeys {
    private static final int SLIP = 2;

    private final Set<String> names;
    private final String typePrefix;

    /**
     * @param names all the properties there are
     * @param type the {@code session.type}: its provider may have keys of its own
     */
    MisspeltKeys(Iterable<String> names, String type) {
        this.names = new TreeSet<>();
        names.forEach(this.names::add);
        this.typePrefix = "session." + type;
    }

    /** A sentence for each. */
    List<String> warnings() {
        return names.stream().map(this::warning).flatMap(Optional::stream).toList();
    }

    private Optional<String> warning(String name) {
        String environmentName = ConfigKey.environmentName(name);
        if (name.equals(environmentName)) {
            return warning(name, ConfigKey::environmentName, ConfigKey.environmentName(typePrefix) + "_");
        }
        // SmallRye lists an environment variable a second time in lower case, with dots.
        return names.contains(environmentName) ? Optional.empty() : warning(name, ConfigKey::name, typePrefix + ".");
    }

    private Optional<String> warning(String name, Function<ConfigKey<?>, String> spelling, String ofType) {
        if ((name + ofType.charAt(ofType.length() - 1)).startsWith(ofType)) {
            return Optional.empty();
        }
        String nearest = ConfigKeys.all().stream()
                .map(spelling)
                .min(Comparator.comparingInt(key -> distance(name, key)))
                .orElseThrow();
        int distance = distance(name, nearest);
        boolean meantForUs = name.startsWith("session.") || distance <= SLIP;
        return distance == 0 || !meantForUs
                ? Optional.empty()
                : Optional.of(name + " is set, but there is no such key: did you mean " + nearest + "?");
    }

    /** How many characters have to be inserted, deleted or replaced to make one of the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
