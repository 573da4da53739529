package io.cloakroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.config.ConfigKey;
import io.cloakroom.config.ConfigKeys;
import io.cloakroom.config.ConfigReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples in deploy/config are right, and each of them is what a test on the servers starts an application with. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("deploy", "config");

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsAConfigurationWithoutFault(Path sample) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(sample)));
        ConfigReader reader = new ConfigReader(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "sample", 100), new SysPropConfigSource())
                .build());

        reader.read();
        assertEquals(List.of(), reader.warnings());
        assertTrue(keys().containsAll(properties.stringPropertyNames()), sample.toString());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsStartedByATest(Path sample) throws IOException {
        String start = "ofSample(\"" + sample.getFileName().toString().replace(".properties", "") + "\"";
        try (Stream<Path> tests = Files.list(Path.of("src-it", "java", "io", "cloakroom", "it"))) {
            assertTrue(
                    tests.anyMatch(test -> test.toString().endsWith("BrowserIT.java")
                            && read(test).replaceAll("\\s", "").contains(start)),
                    "Nothing starts " + sample);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void driverOfTheSampleIsAnOptionalDependencyOfOurs(Path sample) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher driver =
                Pattern.compile("Add (\\S+):(\\S+?)( to the application)?\\.").matcher(Files.readString(sample));
        while (driver.find()) {
            String coordinates = "<groupId>" + driver.group(1) + "</groupId><artifactId>" + driver.group(2);
            assertTrue(pom.contains(coordinates), coordinates);
        }
    }

    private static Set<String> keys() {
        return ConfigKeys.all().stream().map(ConfigKey::name).collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
