package io.cloakroom.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.Sweepable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one directory, and processes that are killed while they write. */
class FileStoreCrashIT {
    private static final int KILLS = 50;
    private static final long SEED = 20260101;
    private static final long POLL = TimeUnit.MICROSECONDS.toNanos(100);

    @TempDir
    Path directory;

    @TempDir
    Path reports;

    @Test
    void killedWriterLosesNothingItReportedAndLeavesNoLock() throws Exception {
        long[] reported = new long[StoreProcess.KEYS];
        Arrays.fill(reported, -1);
        Random random = new Random(SEED);
        SessionStore store = StoreProcess.open(directory);
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(TimeUnit.MICROSECONDS.toNanos(random.nextInt(200_000)), reported);
            for (int i = 0; i < StoreProcess.KEYS; i++) {
                reported[i] = checkAndUpdate(store, StoreProcess.key(i), reported[i]);
            }
        }
        assertTrue(Arrays.stream(reported).allMatch(last -> last > KILLS), "hardly anything was written");
        ((Sweepable) store).sweep(Instant.now().plus(Duration.ofMinutes(10)), Integer.MAX_VALUE);
        assertEquals(List.of(), temporaryFiles());
        store.close();
    }

    @Test
    void countersOfSeveralProcessesAddUpExactly() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(reports.resolve("count" + i), List.of(), "count", "200"));
        }
        for (Process process : processes) {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "hangs");
            assertEquals(0, process.exitValue());
        }
        SessionStore store = StoreProcess.open(directory);
        byte[] counter = store.find(StoreProcess.COUNTER).orElseThrow().data();
        assertEquals(3 * 2 * 200, StoreProcess.number(counter));
        store.close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fullDiskKeepsTheOldRecordAndLeavesNoTemporaryFile() throws Exception {
        // A limit on the size of a file fails a write in its middle, as a full disk does.
        Path output = reports.resolve("overflow");
        List<String> limited = List.of("sh", "-c", "ulimit -f 1024; exec \"$@\"", "sh");
        Process process = start(output, limited, "overflow");
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "hangs");
        List<String> told = Files.readAllLines(output);
        assertEquals(2, told.size(), told.toString());
        assertTrue(told.get(0).contains("session.file.dir") && told.get(0).contains("free space"), told.get(0));
        assertEquals("true", told.get(1));
        assertEquals(List.of(), temporaryFiles());
        SessionStore store = StoreProcess.open(directory);
        assertArrayEquals(
                StoreProcess.record(1),
                store.find(StoreProcess.key(0)).orElseThrow().data());
        store.close();
    }

    private void runAndKill(long nanosAfterFirstReport, long[] reported) throws IOException, InterruptedException {
        Path output = Files.writeString(reports.resolve("output"), "");
        Process process = start(output, List.of(), "write");
        long late = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.size(output) == 0) {
            assertTrue(process.isAlive() && System.nanoTime() < late, "writes nothing");
            LockSupport.parkNanos(POLL);
        }
        long deadline = System.nanoTime() + nanosAfterFirstReport;
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL);
        }
        assertTrue(process.isAlive(), "ended by itself");
        process.destroyForcibly();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "cannot be killed");
        String told = Files.readString(output);
        told.substring(0, told.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> line.split(" "))
                .forEach(report -> {
                    int key = Integer.parseInt(report[0]);
                    reported[key] = Math.max(reported[key], Long.parseLong(report[1]));
                });
    }

    /** Returns the number that it wrote. */
    private static long checkAndUpdate(SessionStore store, String key, long reported) {
        Optional<Stored> found = store.find(key);
        if (found.isEmpty()) {
            assertEquals(-1, reported, "a record that was reported is gone");
            assertTrue(
                    store.create(key, StoreProcess.record(0), StoreProcess.later())
                            .isPresent(),
                    "creation refused");
            return 0;
        }
        long number = StoreProcess.number(found.get().data());
        assertArrayEquals(StoreProcess.record(number), found.get().data());
        assertTrue(number >= reported, number + " is older than the reported " + reported);
        byte[] next = StoreProcess.record(number + 1);
        assertTrue(
                store.update(key, found.get().version(), next, StoreProcess.later())
                        .isPresent(),
                "update refused");
        return number + 1;
    }

    private Process start(Path output, List<String> prefix, String... work) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                directory.toString()));
        command.addAll(List.of(work));
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }
}
