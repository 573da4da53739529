package io.cloakroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file serves the samples: each server on the port that they name. */
class ComposeTest {
    private static final Pattern SERVICE = Pattern.compile(
            "(?s)\\n  (\\w+):\\n    image: (\\w+):[\\w.]+\\n.*?ports: \\[\"127\\.0\\.0\\.1:(\\d+):(\\d+)\"]");

    @Test
    void portsAreThoseOfTheSamples() throws IOException {
        Map<String, String> ports = ports();
        assertEquals(List.of("memcached", "mongodb", "postgresql", "redis"), List.copyOf(ports.keySet()));
        for (String backend : List.of("memcached", "mongodb", "redis")) {
            String sample = Files.readString(Path.of("deploy", "config", backend + ".properties"));
            assertTrue(sample.contains("localhost:" + ports.get(backend)), backend);
        }
        assertTrue(
                Files.readString(Path.of("deploy", "wildfly", "sessions-ds.cli"))
                        .contains("localhost:" + ports.get("postgresql") + "/sessions"),
                "the data source's default");
    }

    private static Map<String, String> ports() throws IOException {
        Matcher services = SERVICE.matcher(Files.readString(Path.of("deploy", "compose.yaml")));
        Map<String, String> ports = new TreeMap<>();
        while (services.find()) {
            assertEquals(services.group(3), services.group(4), services.group(1));
            ports.put(services.group(1), services.group(3));
        }
        return ports;
    }
}
