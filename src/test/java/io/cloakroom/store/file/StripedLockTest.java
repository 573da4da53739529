package io.cloakroom.store.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores in one JVM, on one lock file. */
class StripedLockTest {
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @TempDir
    Path directory;

    private StripedLock first;
    private StripedLock second;

    @BeforeEach
    void openBoth() throws IOException {
        first = open(Duration.ofSeconds(20));
        second = open(Duration.ofMillis(100));
    }

    @AfterEach
    void closeBoth() throws IOException {
        release.countDown();
        first.close();
        second.close();
    }

    @Test
    void otherStoreWaitsUntilTheTimeout() throws Exception {
        CompletableFuture<Boolean> holder = hold(first, 7);
        assertThrows(StoreException.class, () -> second.hold(7, () -> "never"));
        assertTrue(second.hold(8, () -> true), "another stripe is free");
        release.countDown();
        assertTrue(holder.get(5, TimeUnit.SECONDS));
        assertTrue(second.hold(7, () -> true));
    }

    @Test
    void otherThreadWaitsUntilTheTimeout() throws Exception {
        CompletableFuture<Boolean> holder = hold(second, 7);
        assertThrows(StoreException.class, () -> second.hold(7, () -> "never"));
        release.countDown();
        assertTrue(holder.get(5, TimeUnit.SECONDS));
        assertTrue(second.hold(7, () -> true));
    }

    @Test
    void failureReleasesTheLock() throws IOException {
        assertThrows(
                IOException.class,
                () -> first.hold(7, () -> {
                    throw new IOException("disk full");
                }));
        assertTrue(second.hold(7, () -> true));
    }

    @Test
    void closingWaitsForAnotherStoreSoAsNotToTakeItsLock() throws Exception {
        CompletableFuture<Boolean> holder = hold(second, 7);
        CompletableFuture<Boolean> closing = CompletableFuture.supplyAsync(() -> close(first));
        assertThrows(TimeoutException.class, () -> closing.get(100, TimeUnit.MILLISECONDS));
        assertFalse(holder.isDone());
        release.countDown();
        assertTrue(closing.get(5, TimeUnit.SECONDS));
        assertTrue(holder.get(5, TimeUnit.SECONDS));
    }

    private CompletableFuture<Boolean> hold(StripedLock lock, int stripe) throws InterruptedException {
        CompletableFuture<Boolean> holder = CompletableFuture.supplyAsync(() -> {
            try {
                return lock.hold(stripe, this::waitForRelease);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertTrue(holding.await(5, TimeUnit.SECONDS));
        return holder;
    }

    private boolean waitForRelease() {
        holding.countDown();
        try {
            return release.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean close(StripedLock lock) {
        try {
            lock.close();
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private StripedLock open(Duration timeout) throws IOException {
        Path file = directory.resolve("locks");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new StripedLock(channel, file.toString(), timeout);
    }
}
