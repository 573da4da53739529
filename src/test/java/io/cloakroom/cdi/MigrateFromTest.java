package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is deployed anew with another store keeps its users. */
class MigrateFromTest {
    private static final String SECRET = "a secret key that has 32 bytes at the least";

    @TempDir
    private Path oldFiles;

    @TempDir
    private Path newFiles;

    @Test
    void sessionsMoveFromOneDirectoryToAnother() throws Exception {
        Map<String, String> before = Map.of(
                "session.type", "filesystem", "session.file.dir", oldFiles.toString(), "session.hash-ids", "false");
        Map<String, String> now = Map.of(
                "session.type",
                "filesystem",
                "session.file.dir",
                newFiles.toString(),
                "session.serialization-format",
                "json",
                "session.migrate-from",
                "filesystem",
                "session.migrate-from.file.dir",
                oldFiles.toString(),
                "session.migrate-from.hash-ids",
                "false",
                "session.migrate-from.serialization-format",
                "msgpack");
        assertMoves(before, now);
        assertEquals(0, records(oldFiles));
        assertEquals(1, records(newFiles));
    }

    @Test
    void sessionsMoveFromCookiesToFiles() throws Exception {
        Map<String, String> now = Map.of(
                "session.type", "filesystem",
                "session.file.dir", newFiles.toString(),
                "session.migrate-from", "cookie");
        assertMoves(Map.of("session.type", "cookie"), now);
        assertEquals(1, records(newFiles));
    }

    @Test
    void moveThatIsNoneStopsTheDeployment() {
        String told = assertThrows(
                        RuntimeException.class,
                        () -> new Application(
                                Map.of("session.type", "filesystem", "session.migrate-from", "filesystem")))
                .toString();
        assertTrue(told.contains("1 problem") && told.contains("session.migrate-from is filesystem"), told);
    }

    private static void assertMoves(Map<String, String> before, Map<String, String> now) throws Exception {
        Application old = new Application(signed(before));
        try (old) {
            old.request(() -> old.bean(Session.class).put("user", "Ada"));
        }
        try (Application application = new Application(signed(now)).succeeding(old)) {
            application.request(
                    () -> assertEquals("Ada", application.bean(Session.class).get("user")));
            application.request(
                    () -> assertEquals("Ada", application.bean(Session.class).put("user", "Eve")));
            application.request(
                    () -> assertEquals("Eve", application.bean(Session.class).get("user")));
        }
    }

    private static Map<String, String> signed(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("secret-key", SECRET);
        return all;
    }

    private static long records(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("locks"))
                    .count();
        }
    }
}
