package io.cloakroom.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One walk through the files that takes what is of no use: expired records, broken ones after a day, and what killed writers left
 * half written. Whatever it takes it looks at again under the lock first; files that others take meanwhile are no error.
 *
 * <p>If there is a threshold, it counts too, and takes the records over it, those nearest to their expiry first. For one thread.
 */
final class FileSweep {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final Duration STRAY_AGE = Duration.ofMinutes(5);
    private static final Duration BROKEN_AGE = Duration.ofDays(1);
    private static final byte[] NOTHING = {};
    private static final Pattern RECORD = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern HALF_WRITTEN = Pattern.compile(RECORD + Pattern.quote(FileTree.TEMPORARY));

    private final FileTree tree;
    private final StripedLock locks;
    private final int threshold;
    private final Order order;
    private final List<Living> living = new ArrayList<>();
    private int removed;

    /** A record that has not expired, as the walk saw it. */
    private record Living(Path file, long expiry) {}

    /**
     * What is to be done.
     *
     * @param now records that expire later stay
     * @param limit how many files to take at most
     * @param told takes the data of each expired record
     */
    record Order(Instant now, int limit, Optional<Consumer<byte[]>> told) {}

    private interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * A sweep to come.
     *
     * @param threshold how many living records may stay; {@link Integer#MAX_VALUE}: do not count
     */
    FileSweep(FileTree tree, StripedLock locks, int threshold, Order order) {
        this.tree = tree;
        this.locks = locks;
        this.threshold = threshold;
        this.order = order;
    }

    /** How many files it took. */
    int removed() {
        return removed;
    }

    /** Sweeps, beginning with a stripe; returns the one where the next sweep should begin. */
    int run(int first) throws IOException {
        int stripe = first;
        for (int i = 0; i < StripedLock.STRIPES; i++) {
            stripe = (first + i) % StripedLock.STRIPES;
            for (Path directory : list(tree.directory(stripe))) {
                for (Path file : list(directory)) {
                    visit(file);
                    if (removed == order.limit) {
                        return stripe;
                    }
                }
            }
        }
        if (living.size() > threshold) {
            takeLiving();
        }
        return stripe;
    }

    private void visit(Path file) throws IOException {
        String name = name(file);
        if (HALF_WRITTEN.matcher(name).matches()) {
            takeIf(file, () -> isOlderThan(STRAY_AGE, file));
        } else if (RECORD.matcher(name).matches()) {
            takeIf(file, () -> isUseless(file));
            if (threshold < Integer.MAX_VALUE) {
                header(file).ifPresent(header -> living.add(new Living(file, header.expiry())));
            }
        }
    }

    private void takeLiving() throws IOException {
        living.sort(Comparator.comparingLong(Living::expiry));
        int before = removed;
        for (Living next : living.subList(0, Math.min(living.size() - threshold, order.limit - removed))) {
            takeIf(
                    next.file,
                    () -> header(next.file)
                            .filter(header -> header.expiry() == next.expiry)
                            .isPresent());
        }
        if (removed > before) {
            LOG.log(
                    Level.WARNING,
                    "Sessions ended before they expired, because there were more than {0} allows ({1}): {2}."
                            + " Raise the threshold, or leave the key away to keep them all.",
                    FileStoreProvider.THRESHOLD,
                    Integer.toString(threshold),
                    Integer.toString(removed - before));
        }
    }

    private void takeIf(Path file, Condition condition) throws IOException {
        if (!condition.holds()) {
            return;
        }
        Optional<byte[]> taken = locks.hold(FileTree.stripe(name(file)), () -> takenIf(file, condition));
        if (taken.isPresent()) {
            removed++;
            tell(file, taken.get());
        }
    }

    /** Deletes the file; gives what was in it, as far as somebody wants to know. Empty: it stays, or is gone. */
    private Optional<byte[]> takenIf(Path file, Condition condition) throws IOException {
        if (!condition.holds()) {
            return Optional.empty();
        }
        byte[] content = order.told.isPresent() ? FileTree.read(file).orElse(NOTHING) : NOTHING;
        return Files.deleteIfExists(file) ? Optional.of(content) : Optional.empty();
    }

    /** Tells of a record that had expired, and of nothing else that was taken. */
    private void tell(Path file, byte[] content) {
        boolean isExpired = RECORD.matcher(name(file)).matches()
                && Header.parse(content)
                        .filter(header -> header.vouchesFor(content) && header.isExpired(order.now))
                        .isPresent();
        if (isExpired) {
            order.told.ifPresent(told -> told.accept(Arrays.copyOfRange(content, Header.LENGTH, content.length)));
        }
    }

    private boolean isUseless(Path file) throws IOException {
        Optional<byte[]> beginning = FileTree.read(file, Header.LENGTH);
        if (beginning.isEmpty()) {
            return false;
        }
        Optional<Header> header = Header.parse(beginning.get());
        return header.isPresent() ? header.get().isExpired(order.now) : isOlderThan(BROKEN_AGE, file);
    }

    private boolean isOlderThan(Duration age, Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().plus(age).isBefore(order.now);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static Optional<Header> header(Path file) throws IOException {
        return FileTree.read(file, Header.LENGTH).flatMap(Header::parse);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException nothingThere) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
