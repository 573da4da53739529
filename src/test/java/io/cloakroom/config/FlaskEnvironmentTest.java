package io.cloakroom.config;

import static io.cloakroom.config.Configs.OLDER_SECRET;
import static io.cloakroom.config.Configs.OLD_SECRET;
import static io.cloakroom.config.Configs.SECRET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment that configures a Flask-Session application, in a process that has nothing else. */
class FlaskEnvironmentTest {

    @TempDir
    Path directory;

    @Test
    void flasksEnvironmentConfiguresCloakroom() throws Exception {
        assertEquals(
                List.of(
                        List.of(OLDER_SECRET, OLD_SECRET, SECRET).toString(),
                        "Lifetimes[idle=PT1H, absolute=Optional.empty, renewalInterval=Optional.empty,"
                                + " renewalGrace=PT30S, touchInterval=PT3M]",
                        "Ids[length=24, hash=true, sign=true, keyPrefix=shop:]",
                        "Storage[type=redis, format=json, serializationFilter=Optional.empty, onFailure=FAIL, timeout=PT2S, sweepInterval=PT10M,"
                                + " cleanupEvery=OptionalInt[100]]",
                        "false false",
                        "CookieConfig[name=shop, domain=Optional[shop.example], path=Optional[/shop], httpOnly=false,"
                                + " secure=ALWAYS, sameSite=STRICT, partitioned=true]",
                        "redis://db:6379",
                        "/var/sessions",
                        "500",
                        "0640",
                        "acme://host",
                        "[SESSION_COOKIE_SAME_SITE is set, but there is no such key; the nearest is"
                                + " SESSION_COOKIE_SAMESITE: correct the name, or remove it., session.file.mode is 0640, which lets others than the owner"
                                + " at the sessions: set it to 0600 if you can.]"),
                printedWith(environment()));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SECRET_KEY", SECRET,
                "SECRET_KEY_FALLBACKS", OLD_SECRET + "," + OLDER_SECRET,
                "PERMANENT_SESSION_LIFETIME", "3600",
                "SESSION_TYPE", "redis",
                "SESSION_PERMANENT", "False",
                "SESSION_USE_SIGNER", "True",
                "SESSION_KEY_PREFIX", "shop:",
                "SESSION_ID_LENGTH", "24",
                "SESSION_SERIALIZATION_FORMAT", "json",
                "SESSION_REFRESH_EACH_REQUEST", "False"));
        environment.putAll(Map.of(
                "SESSION_CLEANUP_N_REQUESTS", "100",
                "SESSION_COOKIE_NAME", "shop",
                "SESSION_COOKIE_DOMAIN", ".shop.example",
                "SESSION_COOKIE_PATH", "/shop",
                "SESSION_COOKIE_HTTPONLY", "False",
                "SESSION_COOKIE_SECURE", "True",
                "SESSION_COOKIE_SAMESITE", "strict",
                "SESSION_COOKIE_PARTITIONED", "True",
                "SESSION_COOKIE_SAME_SITE", "a slip of the pen"));
        environment.putAll(Map.of(
                "SESSION_REDIS", "redis://db:6379",
                "SESSION_FILE_DIR", "/var/sessions",
                "SESSION_FILE_THRESHOLD", "500",
                "SESSION_FILE_MODE", "0640",
                "SESSION_ACME_URL", "acme://host",
                "SESSION_REDIS_PORT", "tcp://10.0.0.1:6379",
                "SESSION_MANAGER", "local/desktop:@/tmp/.ICE-unix/1"));
        // Set and empty is not set.
        environment.put("SESSION_ABSOLUTE_LIFETIME", "");
        return environment;
    }

    private List<String> printedWith(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlaskEnvironmentProbe.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "The process did not end.");
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}
