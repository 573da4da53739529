package io.cloakroom;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.config.ConfigKey;
import io.cloakroom.config.ConfigKeys;
import io.cloakroom.config.ConfigReader;
import io.cloakroom.store.Stores;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is so. */
class ReadmeTest {
    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void settingsAreThoseOfTheCode() {
        String table = "<!-- settings: generated, see ReadmeTest -->\n| key | default | meaning |\n|---|---|---|\n"
                + ConfigKeys.all().stream().map(ReadmeTest::row).collect(Collectors.joining())
                + "<!-- end of settings -->\n";
        assertTrue(
                readme.contains(table), () -> "The README's table of settings is out of date. Paste this:\n\n" + table);
    }

    @Test
    void javaExamplesCompile(@TempDir Path classes) throws Exception {
        List<String> examples = blocks("java");
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            new Example(example).compile(classes);
        }
    }

    @Test
    void propertiesAreRight() throws IOException {
        List<String> examples = blocks("properties");
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            Properties properties = new Properties();
            properties.load(new StringReader(example));
            assertRight(properties.stringPropertyNames().stream()
                    .collect(toMap(Function.identity(), properties::getProperty)));
        }
    }

    @Test
    void environmentVariablesAreRight() {
        Map<String, String> keys =
                ConfigKeys.all().stream().collect(toMap(ConfigKey::environmentName, ConfigKey::name));
        Map<String, String> exported = all("(?m)^export (\\w+)=.*$").stream()
                .collect(toMap(
                        name -> keys.getOrDefault(name, name),
                        name -> all("(?m)^export " + name + "=(.*)$").get(0)));
        assertFalse(exported.isEmpty());
        assertTrue(keys.values().containsAll(exported.keySet()), exported.toString());
        assertRight(exported);
    }

    @Test
    void backendsAreThoseThatThereAre() {
        assertEquals(types(), new TreeSet<>(all("(?m)^\\| `(\\w+)`(?: \\(default\\))? \\|.*\\|.*\\|.*\\|.*\\|$")));
    }

    @Test
    void dependenciesAreThoseOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String ours = first(pom, "<version>(.*?)</version>");
        assertEquals(
                List.of(ours, first(pom, "<jedis.version>(.*?)</jedis.version>"), ours),
                all("<version>(.*?)</version>"));
    }

    @Test
    void transcriptsCanBeReplayed() {
        List<String> transcripts = blocks("console");
        assertFalse(transcripts.isEmpty());
        for (String transcript : transcripts) {
            String form = "\\$ curl -si .*http://localhost:8080/\\S*\\nHTTP/1\\.1 \\d{3} .+\\n([\\w-]+: .+\\n)*";
            assertTrue(transcript.matches(form), transcript);
        }
    }

    @Test
    void linksLeadSomewhere() {
        List<String> targets = all("\\]\\(((?!http)[^)]+)\\)");
        assertFalse(targets.isEmpty());
        assertEquals(
                List.of(),
                targets.stream()
                        .filter(target -> Files.notExists(Path.of(target)))
                        .toList());
    }

    private static String row(ConfigKey<?> key) {
        String quoted = key.defaultValue().map(value -> "`" + value + "`").orElse(key.defaultText());
        String names =
                Stream.concat(Stream.of(key.name()), key.otherName().stream()).collect(Collectors.joining("`, `"));
        return "| `" + names + "` | " + quoted + " | " + key.meaning() + " |\n";
    }

    private static void assertRight(Map<String, String> properties) {
        ConfigReader reader = new ConfigReader(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(List.of(new PropertiesConfigSource(properties, "README", 100)))
                .build());
        assertTrue(types().contains(reader.read(types()).storage().type()));
        assertEquals(List.of(), reader.warnings());
    }

    private static Set<String> types() {
        Set<String> types =
                new TreeSet<>(Stores.of(ReadmeTest.class.getClassLoader()).types());
        types.addAll(List.of("cookie", "null"));
        return types;
    }

    private List<String> blocks(String language) {
        return all("(?ms)^```" + language + "\\n(.*?)^```$");
    }

    private List<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
