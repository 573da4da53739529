package io.cloakroom.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds the properties that were probably meant for Cloakroom and that nobody reads. Immutable.
 *
 * <p>Every {@code session.*} that is no key is reported. Other names, environment variables above all, only if they differ from a key by
 * a slip of the pen: a desktop's {@code SESSION_MANAGER} is none of Cloakroom's business.
 */
final class MisspeltKeys {
    /** Characters inserted, deleted or replaced. */
    private static final int SLIP = 2;

    private final Set<String> names;
    private final List<String> variablesOfTypes;

    /**
     * @param names all the properties there are
     * @param types the {@code session.type}, and that of the store that sessions move from: their providers may have keys of their own
     */
    MisspeltKeys(Set<String> names, Set<String> types) {
        this.names = new TreeSet<>(names);
        this.variablesOfTypes = types.stream()
                .map(type -> "session." + type + ".")
                .flatMap(keys -> Stream.of(keys, FormerKeys.nameOf(keys)))
                .map(ConfigKey::environmentName)
                .toList();
    }

    /** A sentence for each. */
    List<String> warnings() {
        return names.stream().map(this::warning).flatMap(Optional::stream).toList();
    }

    private Optional<String> warning(String name) {
        String dotted = ConfigKey.environmentName(name + ".");
        if (variablesOfTypes.stream().anyMatch(dotted::startsWith)) {
            return Optional.empty();
        }
        String variable = ConfigKey.environmentName(name);
        if (name.equals(variable)) {
            return warning(name, ConfigKey::environmentName);
        }
        // SmallRye lists an environment variable a second time, in lower case and with dots.
        return names.contains(variable) ? Optional.empty() : warning(name, UnaryOperator.identity());
    }

    private static Optional<String> warning(String name, UnaryOperator<String> spelling) {
        String nearest = Stream.concat(ConfigKeys.all().stream(), FormerKeys.all().stream())
                .flatMap(ConfigKey::names)
                .map(spelling)
                .min(Comparator.comparingInt(key -> distance(name, key)))
                .orElseThrow();
        int distance = distance(name, nearest);
        boolean meantForUs = name.startsWith("session.") || distance <= SLIP;
        return distance == 0 || !meantForUs
                ? Optional.empty()
                : Optional.of(name + " is set, but there is no such key; the nearest is " + nearest
                        + ": correct the name, or remove it.");
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
