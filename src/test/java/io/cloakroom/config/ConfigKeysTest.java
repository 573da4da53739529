package io.cloakroom.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {

    @Test
    void everyConstantIsInTheTableInItsOrder() {
        List<?> constants = Arrays.stream(ConfigKeys.class.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()))
                .map(field -> {
                    try {
                        return field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();

        assertEquals(constants, ConfigKeys.all().subList(0, constants.size()));
        assertEquals(
                StoreKeys.all(),
                ConfigKeys.all().subList(constants.size(), ConfigKeys.all().size()));
    }

    @Test
    void noNameStandsTwiceEvenAsAnEnvironmentVariable() {
        Set<String> variables = names().collect(Collectors.toSet());

        assertEquals(names().count(), variables.size());
    }

    @Test
    void everyDefaultIsAValueOfItsType() {
        ConfigKeys.all()
                .forEach(key -> key.defaultValue()
                        .ifPresent(text -> assertTrue(key.type().parse(text).isPresent(), key.name())));
    }

    @Test
    void everyRowCanStandInAMarkdownTable() {
        for (ConfigKey<?> key : ConfigKeys.all()) {
            for (String text : List.of(key.name(), key.type().phrase(), key.defaultText(), key.meaning())) {
                assertFalse(text.isBlank() || text.contains("|") || text.contains("\n"), key.name() + ": " + text);
            }
        }
    }

    @Test
    void flasksVariablesAreTheKeysVariables() {
        Set<String> variables = names().collect(Collectors.toSet());

        assertTrue(variables.containsAll(List.of(
                "SECRET_KEY",
                "SECRET_KEY_FALLBACKS",
                "PERMANENT_SESSION_LIFETIME",
                "SESSION_TYPE",
                "SESSION_PERMANENT",
                "SESSION_USE_SIGNER",
                "SESSION_KEY_PREFIX",
                "SESSION_ID_LENGTH",
                "SESSION_SERIALIZATION_FORMAT",
                "SESSION_REFRESH_EACH_REQUEST",
                "SESSION_CLEANUP_N_REQUESTS",
                "SESSION_COOKIE_NAME",
                "SESSION_COOKIE_DOMAIN",
                "SESSION_COOKIE_PATH",
                "SESSION_COOKIE_HTTPONLY",
                "SESSION_COOKIE_SECURE",
                "SESSION_COOKIE_SAMESITE",
                "SESSION_COOKIE_PARTITIONED",
                "SESSION_REDIS",
                "SESSION_FILE_DIR",
                "SESSION_FILE_THRESHOLD",
                "SESSION_FILE_MODE",
                "SESSION_MEMCACHED",
                "SESSION_MONGODB",
                "SESSION_MONGODB_DB",
                "SESSION_MONGODB_COLLECT",
                "SESSION_SQLALCHEMY_TABLE",
                "SESSION_SQLALCHEMY_SCHEMA")));
    }

    private static Stream<String> names() {
        return ConfigKeys.all().stream().flatMap(ConfigKey::names).map(ConfigKey::environmentName);
    }
}
