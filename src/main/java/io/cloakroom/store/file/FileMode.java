package io.cloakroom.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and write the files. Whoever may read may also search the directories: 0600 makes them 0700, 0660 makes them 0770.
 *
 * <p>A file is private until it has its mode; the umask does not matter. Where there are no POSIX permissions (Windows), files inherit
 * those of the directory. Immutable.
 */
final class FileMode {
    private static final int OWNER_READS_AND_WRITES = 0600;
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final int mode;
    private final boolean posix;

    /**
     * A mode.
     *
     * @param mode nine bits, as chmod(2) has them
     * @param posix whether the file system knows them
     */
    FileMode(int mode, boolean posix) {
        this.mode = mode;
        this.posix = posix;
    }

    /** Whether the store could read and write its own files. */
    static boolean isUsable(int mode) {
        return (mode & OWNER_READS_AND_WRITES) == OWNER_READS_AND_WRITES;
    }

    boolean isPosix() {
        return posix;
    }

    /** A new file, open for writing. */
    FileChannel create(Path file) throws IOException {
        if (!posix) {
            return FileChannel.open(file, NEW);
        }
        FileChannel channel = FileChannel.open(file, NEW, PRIVATE_FILE);
        if (mode != OWNER_READS_AND_WRITES) {
            Files.setPosixFilePermissions(file, permissions(mode));
        }
        return channel;
    }

    /** The directory and those above it, as far as there are none. */
    void makeDirectories(@Nullable Path directory) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        makeDirectories(directory.getParent());
        try {
            makeDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private void makeDirectory(Path directory) throws IOException {
        if (!posix) {
            Files.createDirectory(directory);
            return;
        }
        Files.createDirectory(directory, PRIVATE_DIRECTORY);
        if (mode != OWNER_READS_AND_WRITES) {
            Files.setPosixFilePermissions(directory, permissions(mode | (mode & 0444) >> 2));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromTheLeft = PosixFilePermission.values(); // OWNER_READ … OTHERS_EXECUTE
        for (int i = 0; i < fromTheLeft.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(fromTheLeft[i]);
            }
        }
        return permissions;
    }
}
