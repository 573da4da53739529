package io.cloakroom.store.file;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Opens {@code session.type=filesystem}, the default. Thread-safe. */
public final class FileStoreProvider implements SessionStoreProvider {
    static final String DIRECTORY = "session.file.dir";
    static final String THRESHOLD = "session.file.threshold";

    private static final String MODE = "session.file.mode";
    private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,8}");
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

    @Override
    public String type() {
        return "filesystem";
    }

    /**
     * Opens the store in {@code session.file.dir}, or else in the data directory; makes the directory if there is none.
     *
     * @throws SessionConfigException if a setting is wrong or the directory cannot be made or written
     */
    @Override
    public SessionStore open(StoreContext context) {
        int threshold =
                context.setting(THRESHOLD).map(FileStoreProvider::threshold).orElse(Integer.MAX_VALUE);
        int mode = mode(context.setting(MODE).orElse("0600"));
        Path directory = context.setting(DIRECTORY)
                .map(FileStoreProvider::directory)
                .orElseGet(context::dataDirectory)
                .toAbsolutePath();
        try {
            FileTree tree = tree(directory, mode, context);
            return new FileStore(tree, threshold, context, new SecureRandom());
        } catch (IOException e) {
            throw new SessionConfigException(
                    "Sessions cannot be kept in " + directory + ". Set " + DIRECTORY
                            + " to a directory that the server may create and write.",
                    e);
        }
    }

    private static FileTree tree(Path directory, int mode, StoreContext context) throws IOException {
        Path existing = directory;
        while (existing.getParent() != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        boolean posix = Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
        FileMode fileMode = new FileMode(mode, posix);
        fileMode.makeDirectories(directory);
        return new FileTree(directory.toRealPath(), fileMode, context.timeout());
    }

    private static Path directory(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new SessionConfigException(DIRECTORY + "=" + value + " is not a path.", e);
        }
    }

    private static int threshold(String value) {
        if (!NUMBER.matcher(value.strip()).matches()) {
            throw new SessionConfigException(
                    THRESHOLD + "=" + value
                            + " is not a number of records: give one from 1 to 999999999, or leave the key away to keep them all.");
        }
        return Integer.parseInt(value.strip());
    }

    private static int mode(String value) {
        if (OCTAL.matcher(value.strip()).matches()) {
            int mode = Integer.parseInt(value.strip(), 8);
            if (FileMode.isUsable(mode)) {
                return mode;
            }
        }
        throw new SessionConfigException(
                MODE + "=" + value
                        + " is not a mode for files that their owner reads and writes: give it in octal digits, such as 0600 or 0660.");
    }
}
