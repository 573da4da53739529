package io.cloakroom.store.file;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.Sweepable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One file for each record, read without a lock and replaced under one. Thread-safe, and so are several of them on one directory, in one
 * process or many.
 *
 * <p>A version is the revision in the {@link Header}: a touch, which overwrites the expiry in place, leaves it alone. The one thing
 * that a reader might see half done is that overwriting; the checksum tells, and the reader looks again under the lock.
 */
final class FileStore implements SessionStore, Sweepable {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final FileTree tree;
    private final StripedLock locks;
    private final Clock clock;
    private final RandomGenerator random;
    private final int threshold;
    private volatile int nextToSweep;

    /**
     * A store in a directory.
     *
     * @param threshold how many living records a sweep leaves; {@link Integer#MAX_VALUE}: all
     * @param random thread-safe
     * @throws IOException if the directory cannot be written
     */
    FileStore(FileTree tree, int threshold, StoreContext context, RandomGenerator random) throws IOException {
        this.tree = tree;
        this.locks = new StripedLock(tree.openLocks(), tree.root().toString(), context.timeout());
        this.clock = context.clock();
        this.random = random;
        this.threshold = threshold;
    }

    @Override
    public Optional<Stored> find(String key) {
        String name = FileTree.name(key);
        return call(() -> read(name)).filter(this::isLiving).map(Content::stored);
    }

    @Override
    public Optional<Stored> find(String key, Consumer<byte[]> removed) {
        String name = FileTree.name(key);
        Optional<Content> found = call(() -> read(name));
        if (found.isEmpty() || isLiving(found.get())) {
            return found.map(Content::stored);
        }
        locked(key, this::takeExpired).map(Content::data).ifPresent(removed);
        return Optional.empty();
    }

    /** What has expired, under the lock: nobody else takes it, and nobody has put another in its place. */
    private Optional<Content> takeExpired(Path file) throws IOException {
        Optional<Content> late = FileTree.read(file).flatMap(Content::of).filter(content -> !isLiving(content));
        return late.isPresent() && Files.deleteIfExists(file) ? late : Optional.empty();
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        return locked(key, file -> {
            if (living(file).isPresent()) {
                return Optional.empty();
            }
            return Optional.of(write(file, random.nextLong(), data, expiresAt));
        });
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        return locked(key, file -> {
            Optional<Header> found =
                    living(file).filter(header -> version(header).equals(version));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(write(file, found.get().revision() + 1, data, expiresAt));
        });
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        locked(key, file -> {
            if (living(file).isPresent()) {
                FileTree.patch(file, Header.EXPIRY_AT, Header.expiryField(expiresAt));
            }
            return file;
        });
    }

    @Override
    public void delete(String key) {
        locked(key, Files::deleteIfExists);
    }

    @Override
    public int sweep(Instant now, int limit) {
        return sweep(new FileSweep.Order(now, limit, Optional.empty()));
    }

    @Override
    public int sweep(Instant now, int limit, Consumer<byte[]> removed) {
        return sweep(new FileSweep.Order(now, limit, Optional.of(removed)));
    }

    private int sweep(FileSweep.Order order) {
        FileSweep sweep = new FileSweep(tree, locks, threshold, order);
        nextToSweep = call(() -> sweep.run(nextToSweep));
        return sweep.removed();
    }

    @Override
    public void close() {
        call(() -> {
            locks.close();
            return this;
        });
    }

    private Optional<Content> read(String name) throws IOException {
        Path path = tree.path(name);
        Optional<byte[]> file = FileTree.read(path);
        Optional<Content> content = file.flatMap(Content::of);
        if (file.isPresent() && content.isEmpty()) {
            file = locks.hold(FileTree.stripe(name), () -> FileTree.read(path));
            content = file.flatMap(Content::of);
        }
        if (file.isPresent() && content.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "A session record is damaged and counts as absent; the file whose name begins with {0} in {1} goes by itself."
                            + " If there are more, check the disk.",
                    name.substring(0, 8),
                    tree.root());
        }
        return content;
    }

    /** A file that is as it was written. */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, not compared.
    private record Content(Header header, byte[] data) {

        /** Empty: it is damaged. */
        static Optional<Content> of(byte[] file) {
            return Header.parse(file)
                    .filter(header -> header.vouchesFor(file))
                    .map(header -> new Content(header, Arrays.copyOfRange(file, Header.LENGTH, file.length)));
        }

        Stored stored() {
            return new Stored(data, version(header), Optional.of(Instant.ofEpochMilli(header.expiry())));
        }
    }

    private boolean isLiving(Content content) {
        return isLiving(content.header());
    }

    private static String version(Header header) {
        return Long.toHexString(header.revision());
    }

    private boolean isLiving(Header header) {
        return !header.isExpired(clock.instant());
    }

    private Optional<Header> living(Path file) throws IOException {
        return FileTree.read(file, Header.LENGTH).flatMap(Header::parse).filter(this::isLiving);
    }

    private String write(Path file, long revision, byte[] data, Instant expiresAt) throws IOException {
        Header header = Header.of(expiresAt, revision, data);
        tree.replace(file, header.file(data));
        return version(header);
    }

    private interface Access<T> {
        T to(Path file) throws IOException;
    }

    private <T> T locked(String key, Access<T> access) {
        String name = FileTree.name(key);
        return call(() -> locks.hold(FileTree.stripe(name), () -> access.to(tree.path(name))));
    }

    /** A channel that an interrupted thread uses closes under it: the interrupt waits until we are done. */
    private <T> T call(StripedLock.Action<T> action) {
        boolean interrupted = Thread.interrupted();
        try {
            return action.run();
        } catch (IOException e) {
            throw new StoreException(
                    "A session record could not be read or written. Check " + FileStoreProvider.DIRECTORY + " ("
                            + tree.root()
                            + "): the permissions of the directory and what is in it, and the free space.",
                    withoutPath(e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The path of a record has the whole hash of its key, which is none of a log's business. */
    private static IOException withoutPath(IOException e) {
        if (!(e instanceof FileSystemException named)) {
            return e;
        }
        IOException anonymous = new IOException(e.getClass().getSimpleName() + ": " + named.getReason());
        anonymous.setStackTrace(e.getStackTrace());
        return anonymous;
    }
}
