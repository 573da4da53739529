package io.cloakroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The backends of deploy/compose.yaml are those that the samples beside it connect to, without any change. */
class ComposeTest {
    private static final Path DEPLOY = Path.of("deploy");

    /** Who connects to each service, as a file in {@link #DEPLOY}. */
    private static final Map<String, String> SAMPLES = Map.of(
            "redis", "config/redis.properties",
            "memcached", "config/memcached.properties",
            "mongodb", "config/mongodb.properties",
            "postgresql", "wildfly/sessions-ds.cli");

    private static final Pattern SERVICE = Pattern.compile("(?m)^ {2}(\\w+):\\n((?: {4}.*\\n?)+)");

    @Test
    void imagesAreTheOnesThatEverybodyKnows() throws IOException {
        Map<String, String> images = new TreeMap<>();
        services().forEach((name, service) -> images.put(name, only("image: ([^:\\s]+):[0-9.]+", service)));
        assertEquals(
                Map.of("redis", "redis", "memcached", "memcached", "mongodb", "mongo", "postgresql", "postgres"),
                images);
    }

    @Test
    void eachServiceHasThePortThatItsSampleNames() throws IOException {
        Map<String, String> services = services();
        assertEquals(SAMPLES.keySet(), services.keySet());
        for (Map.Entry<String, String> sample : SAMPLES.entrySet()) {
            String port = only("localhost:(\\d+)", settings(sample.getValue()));
            String published = only("ports: (.*)", services.getOrDefault(sample.getKey(), ""));
            assertTrue(published.startsWith("[\"127.0.0.1:" + port + ":"), sample.getKey() + ": " + published);
        }
    }

    /** None of them asks for a password that nobody knows. */
    @Test
    void portsArePublishedToThisMachineOnly() throws IOException {
        Map<String, String> services = services();
        services.forEach((name, service) ->
                assertTrue(only("ports: (.*)", service).matches("\\[\"127\\.0\\.0\\.1:\\d+:\\d+\"]"), name));
    }

    @Test
    void dataSourceLogsInToTheDatabaseThatIsMade() throws IOException {
        String service = services().getOrDefault("postgresql", "");
        String dataSource = settings("wildfly/sessions-ds.cli");
        assertEquals(only("localhost:\\d+/(\\w+)", dataSource), only("POSTGRES_DB: (\\w+)", service));
        assertEquals(only("SESSIONS_DB_USER:(\\w+)", dataSource), only("POSTGRES_USER: (\\w+)", service));
        assertEquals(only("SESSIONS_DB_PASSWORD:(\\w+)", dataSource), only("POSTGRES_PASSWORD: (\\w+)", service));
    }

    /** The lines of each service, by its name. */
    private static Map<String, String> services() throws IOException {
        String text = Files.readString(DEPLOY.resolve("compose.yaml"));
        return SERVICE.matcher(text)
                .results()
                .collect(Collectors.toMap(service -> service.group(1), service -> service.group(2)));
    }

    /** A sample without its comments. */
    private static String settings(String sample) throws IOException {
        return Files.readString(DEPLOY.resolve(sample)).replaceAll("(?m)^#.*$", "");
    }

    /** What the group matches, which is there once. */
    private static String only(String pattern, String text) {
        List<MatchResult> found =
                Pattern.compile(pattern).matcher(text).results().toList();
        assertEquals(1, found.size(), () -> pattern + " in " + text);
        return found.get(0).group(1);
    }
}
