package io.cloakroom.config;

import io.cloakroom.config.SessionConfig.Former;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What makes a move from one store to another impossible. Pure functions of the settings. */
final class FormerRules {
    private static final String KEY = ConfigKeys.MIGRATE_FROM.name();
    private static final String COOKIE = "cookie";
    private static final String NULL = "null";

    /** Settings of a store that say how it is used, not which one it is. */
    private static final Set<String> NOT_THE_PLACE = Set.of(
            "session.file.threshold",
            "session.file.mode",
            "session.memory.threshold",
            "session.memcached.tls",
            "session.memcached.username",
            "session.memcached.password",
            "session.sql.username",
            "session.sql.password",
            "session.sql.create-table");

    private FormerRules() {}

    /** What is wrong with the move, a sentence each. */
    static List<String> problems(SessionConfig read, ConfigReader reader) {
        if (read.former().isEmpty()) {
            return List.of();
        }
        Former former = read.former().get();
        String type = read.storage().type();
        List<String> problems = new ArrayList<>();
        if (type.equals(COOKIE) || type.equals(NULL)) {
            problems.add(KEY + " is " + former.type() + ", but session.type is " + type
                    + ", which is no store that sessions could move to: choose one with session.type, or remove " + KEY
                    + ".");
        } else if (former.type().equals(NULL)) {
            problems.add(KEY + " is null, which has kept no sessions: remove it.");
        } else if (former.type().equals(COOKIE) && !read.keys().canSign()) {
            problems.add(KEY
                    + " is cookie, and secret-key is not set, without which no cookie can be read: set it to the key that"
                    + " signed them.");
        } else if (former.type().equals(type) && former.ids().equals(read.ids()) && isSamePlace(type, reader)) {
            problems.add(KEY + " is " + type
                    + ", as session.type is, and the settings of both are the same: set what is different about the"
                    + " old store, such as session.migrate-from.key-prefix in place of session.key-prefix, or remove "
                    + KEY + ".");
        }
        return problems;
    }

    /** Whether the old store is where the new one is: what moved there would be deleted. Of a store that is not in our table no key is known to tell. */
    private static boolean isSamePlace(String type, ConfigReader reader) {
        List<ConfigKey<?>> keys = StoreKeys.of(type);
        return keys.isEmpty()
                ? !reader.isFormerNamed(type)
                : keys.stream()
                        .map(ConfigKey::name)
                        .filter(key -> !NOT_THE_PLACE.contains(key))
                        .allMatch(key -> reader.setting(key).equals(reader.formerSetting(key)));
    }

    /** What is odd about the move but no error. */
    static List<String> warnings(Settings settings) {
        return settings.find(ConfigKeys.MIGRATE_FROM).isPresent()
                ? List.of()
                : FormerKeys.all().stream()
                        .filter(settings::isSet)
                        .findFirst()
                        .map(key -> key.name() + " is set, and " + KEY
                                + " is not, so that nothing moves: set it to the type of the old store,"
                                + " or remove all that begins with " + KEY + ".")
                        .stream()
                        .toList();
    }
}
