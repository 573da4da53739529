package io.cloakroom.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.MovableClock;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Settings, and the directory that comes of them. */
class FileStoreProviderTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

    /** {@code printf session:x | sha256sum} */
    private static final String FILE = "9c/c6/9cc6c439a3d9f716d9e052621df2bd39230ab3cab22cf9babb36c5a9959afb76";

    private final MovableClock clock = new MovableClock();
    private final Instant later = clock.instant().plusSeconds(60);

    @TempDir
    Path directory;

    @Test
    void serviceLoaderFindsIt() {
        assertTrue(ServiceLoader.load(SessionStoreProvider.class).stream()
                .anyMatch(provider -> provider.get() instanceof FileStoreProvider));
    }

    @Test
    void fileIsNamedByTheHashOfTheKeyAndEndsWithExactlyTheData() throws IOException {
        create(Map.of());
        byte[] file = Files.readAllBytes(directory.resolve(FILE));
        assertArrayEquals(DATA, Arrays.copyOfRange(file, Header.LENGTH, file.length));
    }

    @Test
    void directoryIsMadeIfThereIsNone() {
        Path deep = directory.resolve("not/yet/there");
        create(Map.of("session.file.dir", deep.toString()));
        assertTrue(Files.exists(deep.resolve(FILE)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesArePrivateByDefault() throws IOException {
        Path made = directory.resolve("made");
        create(Map.of("session.file.dir", made.toString()));
        assertMode("rwx------", made);
        assertMode("rwx------", made.resolve("9c"));
        assertMode("rwx------", made.resolve("9c/c6"));
        assertMode("rw-------", made.resolve(FILE));
        assertMode("rw-------", made.resolve("locks"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesHaveTheModeWhateverTheUmask() throws IOException {
        Path made = directory.resolve("made");
        create(Map.of("session.file.dir", made.toString(), "session.file.mode", "0664"));
        assertMode("rwxrwxr-x", made);
        assertMode("rwxrwxr-x", made.resolve("9c"));
        assertMode("rw-rw-r--", made.resolve(FILE));
        assertMode("rw-rw-r--", made.resolve("locks"));
    }

    @Test
    void uselessDirectoryStopsTheDeployment() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        for (Path useless : List.of(file, file.resolve("below"))) {
            String problem = problem("session.file.dir", useless.toString());
            assertTrue(problem.contains("session.file.dir"), problem);
            assertTrue(problem.contains(useless.toString()), problem);
        }
    }

    @Test
    void modeIsOctalAndLetsTheOwnerReadAndWrite() {
        for (String wrong : List.of("384", "rw-------", "0400", "07777", "0")) {
            assertTrue(problem("session.file.mode", wrong).contains("session.file.mode=" + wrong), wrong);
        }
    }

    @Test
    void thresholdIsANumberFromOneOn() {
        for (String wrong : List.of("0", "-1", "many", "99999999999")) {
            assertTrue(problem("session.file.threshold", wrong).contains("session.file.threshold=" + wrong), wrong);
        }
    }

    private void create(Map<String, String> settings) {
        SessionStore store = new FileStoreProvider().open(new TestContext(settings, clock, directory));
        assertTrue(store.create("session:x", DATA, later).isPresent());
        store.close();
    }

    private String problem(String key, String value) {
        TestContext context = new TestContext(Map.of(key, value), clock, directory);
        return assertThrows(SessionConfigException.class, () -> new FileStoreProvider().open(context))
                .toString();
    }

    private static void assertMode(String expected, Path path) throws IOException {
        assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
    }
}
