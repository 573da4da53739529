package io.cloakroom.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the files are: {@code root/ab/cd/abcd…}, named by the SHA-256 of the key, so that a key is never part of a path and no
 * directory grows large. Thread-safe; who calls a method that writes holds the lock of the file's stripe.
 */
final class FileTree {
    /** Behind the name of a record: its next content, half written. */
    static final String TEMPORARY = ".tmp";

    private static final String LOCKS = "locks";
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Path root;
    private final FileMode mode;
    private final Duration timeout;

    /**
     * A tree.
     *
     * @param root an existing directory
     * @param timeout how long a move may wait for readers, on file systems where they are in its way
     */
    FileTree(Path root, FileMode mode, Duration timeout) {
        this.root = root;
        this.mode = mode;
        this.timeout = timeout;
    }

    Path root() {
        return root;
    }

    /** The name of the file that holds the record of this key. */
    static String name(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }

    /** The number of the lock that guards the file of this name, and of its directory below the root. */
    static int stripe(String name) {
        return HexFormat.fromHexDigits(name, 0, 2);
    }

    /** The directory of all files of a stripe. */
    Path directory(int stripe) {
        return root.resolve(HexFormat.of().toHexDigits((byte) stripe));
    }

    Path path(String name) {
        return directory(stripe(name)).resolve(name.substring(2, 4)).resolve(name);
    }

    /** The content; empty: there is no such file. */
    static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** The first bytes of the content, all if there are not as many; empty: there is no such file. */
    static Optional<byte[]> read(Path file, int length) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(length));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** Gives the file this content, all or nothing. */
    void replace(Path file, ByteBuffer content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        boolean replaced = false;
        try {
            try (FileChannel out = create(temporary)) {
                write(out, content);
            }
            move(temporary, file);
            replaced = true;
        } finally {
            if (!replaced) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Overwrites a few bytes of an existing file where they are. */
    static void patch(Path file, int position, ByteBuffer bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            write(out.position(position), bytes);
        }
    }

    /** The file whose bytes are locked, open; it is never removed. */
    FileChannel openLocks() throws IOException {
        Path file = root.resolve(LOCKS);
        try {
            return mode.create(file);
        } catch (FileAlreadyExistsException usual) {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }

    private FileChannel create(Path temporary) throws IOException {
        try {
            return mode.create(temporary);
        } catch (NoSuchFileException firstInItsDirectory) {
            mode.makeDirectories(temporary.getParent());
        } catch (FileAlreadyExistsException leftByAKilledWriter) {
            Files.deleteIfExists(temporary);
        }
        return mode.create(temporary);
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private void move(Path from, Path to) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                if (mode.isPosix() || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE); // Windows, while somebody reads the file.
            }
        }
    }
}
