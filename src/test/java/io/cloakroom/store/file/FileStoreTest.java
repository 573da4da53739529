package io.cloakroom.store.file;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.Sweepable;
import io.cloakroom.spi.SweptStoreContract;
import io.cloakroom.spi.TestContext;
import io.cloakroom.spi.Warnings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The contract, on two stores in one directory, and what only files can get wrong. */
class FileStoreTest extends SweptStoreContract {

    @Override
    protected SessionStore open(StoreContext context) {
        return new FileStoreProvider().open(context);
    }

    @Test
    void onlyTheSweepListsDirectories() {
        noClasses()
                .that()
                .doNotHaveSimpleName("FileSweep")
                .should()
                .callMethodWhere(target(owner(type(Files.class)))
                        .and(target(nameMatching("newDirectoryStream|list|find|walk.*"))))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.cloakroom.store.file"));
    }

    @Test
    void damagedRecordIsAbsentAndReportedWithoutItsKey() throws IOException {
        List<UnaryOperator<byte[]>> damages = List.of(
                file -> new byte[0],
                file -> Arrays.copyOf(file, 10),
                file -> Arrays.copyOf(file, Header.LENGTH),
                file -> Arrays.copyOf(file, file.length - 1),
                file -> Arrays.copyOf(file, file.length + 1),
                file -> flip(file, 0),
                file -> flip(file, 11),
                file -> flip(file, 14),
                file -> flip(file, 23),
                file -> flip(file, 27),
                file -> flip(file, file.length - 1));
        for (UnaryOperator<byte[]> damage : damages) {
            String key = key();
            create(key, "data", later());
            Files.write(file(key), damage.apply(Files.readAllBytes(file(key))));
            List<String> warnings = Warnings.of(() -> assertEquals(Optional.empty(), a.find(key)));
            assertEquals(1, warnings.size());
            String hash = FileTree.name(key);
            assertTrue(warnings.get(0).contains(hash.substring(0, 8)), warnings.get(0));
            assertFalse(warnings.get(0).contains(hash.substring(0, 9)), warnings.get(0));
        }
    }

    @Test
    void damagedRecordDoesNotBlockCreation() throws IOException {
        String key = key();
        create(key, "old", later());
        Files.write(file(key), new byte[3]);
        String version = b.create(key, bytes("new"), later()).orElseThrow();
        assertRecord(key, bytes("new"), version);
    }

    @Test
    void damagedRecordIsSweptAfterADay() throws IOException {
        String key = key();
        create(key, "data", later());
        Files.write(file(key), new byte[3]);
        assertEquals(0, sweepAfter(Duration.ofHours(23)));
        assertEquals(1, sweepAfter(Duration.ofHours(25)));
        assertTrue(Files.notExists(file(key)));
    }

    @Test
    void whatAKilledWriterLeftIsSweptAfterMinutes() throws IOException {
        Path stray = stray(key());
        assertEquals(0, sweepAfter(Duration.ofMinutes(4)));
        assertEquals(1, sweepAfter(Duration.ofMinutes(6)));
        assertTrue(Files.notExists(stray));
    }

    @Test
    void whatAKilledWriterLeftIsNotInTheWay() throws IOException {
        String key = key();
        Path stray = stray(key);
        String version = create(key, "whole", later());
        assertRecord(key, bytes("whole"), version);
        assertTrue(Files.notExists(stray));
    }

    @Test
    void sweepLeavesFilesThatAreNotOurs() throws IOException {
        Path stranger = Files.createDirectories(directory.resolve("ab/cd")).resolve("README");
        Files.writeString(stranger, "Not a session.");
        Files.writeString(directory.resolve("ac"), "Not a directory.");
        Files.setLastModifiedTime(stranger, FileTime.from(Instant.EPOCH));
        assertEquals(0, sweepAfter(Duration.ofDays(2)));
        assertTrue(Files.exists(stranger));
    }

    @Test
    void recordsOverTheThresholdGoNearestExpiryFirstAndLoudly() {
        SessionStore small = open(new TestContext(Map.of("session.file.threshold", "2"), clock, directory));
        for (int i = 1; i <= 5; i++) {
            small.create("session:" + i, bytes("" + i), clock.instant().plusSeconds(100L * i));
        }
        List<String> warnings = Warnings.of(() -> assertEquals(3, ((Sweepable) small).sweep(clock.instant(), 100)));
        for (int i = 1; i <= 5; i++) {
            assertEquals(i > 3, small.find("session:" + i).isPresent(), "record " + i);
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("session.file.threshold"), warnings.get(0));
        assertTrue(warnings.get(0).contains("(2): 3"), warnings.get(0));
        assertEquals(List.of(), Warnings.of(() -> ((Sweepable) small).sweep(clock.instant(), 100)));
        small.close();
    }

    @Test
    void recordsOverTheThresholdAreNotToldAsExpired() {
        SessionStore small = open(new TestContext(Map.of("session.file.threshold", "1"), clock, directory));
        Instant soon = soon();
        small.create("session:1", bytes("expired"), soon);
        small.create("session:2", bytes("living"), later());
        small.create("session:3", bytes("living"), later().plusSeconds(100));
        letExpire(soon);
        List<String> told = new ArrayList<>();
        assertEquals(2, ((Sweepable) small).sweep(clock.instant(), 100, data -> told.add(new String(data, UTF_8))));
        assertEquals(List.of("expired"), told);
        small.close();
    }

    @Test
    void brokenDirectoryIsAnOutageThatNamesTheSettingAndNoKey() throws IOException {
        String key = key();
        String hash = FileTree.name(key);
        Files.writeString(directory.resolve(hash.substring(0, 2)), "in the way");
        for (Runnable call : List.<Runnable>of(() -> a.find(key), () -> create(key, "data", later()))) {
            StoreException outage = assertThrows(StoreException.class, call::run);
            assertTrue(outage.toString().contains("session.file.dir"), outage.toString());
            assertTrue(outage.toString().contains(directory.toRealPath().toString()), outage.toString());
            assertFalse(outage.toString().contains(hash), "names the record");
            assertFalse(String.valueOf(outage.getCause()).contains(hash), "names the record in its cause");
        }
    }

    @Test
    void lockHeldElsewhereIsAnOutageForWritersOnly() throws IOException {
        SessionStore hasty = open(new TestContext(Map.of(), clock, directory, Duration.ofMillis(100)));
        String key = key();
        String version = create(key, "1", later());
        try (FileChannel other = FileChannel.open(directory.resolve("locks"), StandardOpenOption.WRITE);
                FileLock all = other.lock()) {
            assertTrue(all.isValid());
            String outage = assertThrows(StoreException.class, () -> hasty.update(key, version, bytes("2"), later()))
                    .toString();
            assertTrue(outage.contains("session.file.dir"), outage);
            assertRecord(key, bytes("1"), version);
        }
        assertTrue(hasty.update(key, version, bytes("2"), later()).isPresent());
        hasty.close();
    }

    @Test
    void interruptedThreadSavesAllTheSameAndStaysInterrupted() {
        String key = key();
        Thread.currentThread().interrupt();
        String version = create(key, "saved", later());
        boolean found = a.find(key).isPresent();
        assertTrue(Thread.interrupted());
        assertTrue(found);
        update(key, version, "the lock file is still open", later());
    }

    private Path file(String key) {
        String hash = FileTree.name(key);
        return directory
                .resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }

    private Path stray(String key) throws IOException {
        Files.createDirectories(file(key).getParent());
        return Files.writeString(file(key).resolveSibling(FileTree.name(key) + ".tmp"), "half wri");
    }

    private int sweepAfter(Duration time) {
        return ((Sweepable) a).sweep(clock.instant().plus(time), 100);
    }

    private static byte[] flip(byte[] file, int position) {
        file[position] ^= 1;
        return file;
    }
}
