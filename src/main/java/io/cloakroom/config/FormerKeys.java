package io.cloakroom.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of the store that sessions move from: every key that a store has, once more under a prefix, {@code session.migrate-from.redis} beside
 * {@code session.redis}. What is not set there is as it is for the new store: who goes from Redis to SQL leaves {@code session.redis} where it stands.
 */
final class FormerKeys {
    private static final String BEFORE = "session.";
    private static final String PREFIX = ConfigKeys.MIGRATE_FROM.name() + ".";

    static final ConfigKey<String> KEY_PREFIX = of(ConfigKeys.KEY_PREFIX);
    static final ConfigKey<String> FORMAT = of(ConfigKeys.FORMAT);
    static final ConfigKey<Boolean> HASH_IDS = of(ConfigKeys.HASH_IDS);

    /** Those of the single backends. */
    static final List<ConfigKey<?>> OF_STORES = ofStores();

    private FormerKeys() {}

    static List<ConfigKey<?>> all() {
        return Stream.concat(Stream.of(KEY_PREFIX, FORMAT, HASH_IDS), OF_STORES.stream())
                .toList();
    }

    /** The key for the old store that stands for one of the new store. It has no default: what counts then is the other. */
    static <T> ConfigKey<T> of(ConfigKey<T> key) {
        return new ConfigKey<>(
                nameOf(key.name()),
                key.type(),
                Optional.empty(),
                key.name(),
                key.meaning(),
                key.otherName().map(FormerKeys::nameOf));
    }

    /** The name of a key for the old store; {@code key} begins with {@code session.}, as all keys of stores do. */
    static String nameOf(String key) {
        return key.startsWith(BEFORE) ? PREFIX + key.substring(BEFORE.length()) : key;
    }

    private static List<ConfigKey<?>> ofStores() {
        List<ConfigKey<?>> keys = new ArrayList<>();
        StoreKeys.all().forEach(key -> keys.add(of(key)));
        return List.copyOf(keys);
    }
}
