package io.cloakroom.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The first 28 bytes of a file; the data follow. Immutable.
 *
 * <pre>
 *  0  magic      4  "CLK1"
 *  4  expiry     8  milliseconds since 1970
 * 12  CRC-32     4  of the expiry, which a touch rewrites in place together with this sum
 * 16  revision   8  random at creation, one more at each update
 * 24  CRC-32     4  of revision and data
 * </pre>
 *
 * <p>Numbers are big-endian; the format is Cloakroom's own.
 *
 * @param expiry when the record expires, in milliseconds since 1970
 * @param revision the version of the record
 * @param checksum of revision and data
 */
record Header(long expiry, long revision, int checksum) {
    static final int LENGTH = 28;
    static final int EXPIRY_AT = 4;

    private static final int MAGIC = 'C' << 24 | 'L' << 16 | 'K' << 8 | '1';
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    /** The header of a new file. */
    static Header of(Instant expiresAt, long revision, byte[] data) {
        return new Header(millis(expiresAt), revision, checksum(revision, data, 0));
    }

    /** The header of a file, or of the beginning of one. Empty: it is broken. */
    static Optional<Header> parse(byte[] file) {
        if (file.length < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        int magic = in.getInt();
        long expiry = in.getLong();
        int expiryChecksum = in.getInt();
        Header header = new Header(expiry, in.getLong(), in.getInt());
        return magic == MAGIC && expiryChecksum == checksum(expiry) ? Optional.of(header) : Optional.empty();
    }

    /** Whether the rest of the file is what was written. */
    boolean vouchesFor(byte[] file) {
        return checksum == checksum(revision, file, LENGTH);
    }

    boolean isExpired(Instant now) {
        return expiry <= millis(now);
    }

    /** The whole file. */
    ByteBuffer file(byte[] data) {
        return ByteBuffer.allocate(LENGTH + data.length)
                .putInt(MAGIC)
                .put(expiryField(expiry))
                .putLong(revision)
                .putInt(checksum)
                .put(data)
                .flip();
    }

    /** What a touch writes at {@link #EXPIRY_AT}. */
    static ByteBuffer expiryField(Instant expiresAt) {
        return expiryField(millis(expiresAt));
    }

    private static ByteBuffer expiryField(long expiry) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(expiry)
                .putInt(checksum(expiry))
                .flip();
    }

    private static long millis(Instant instant) {
        if (instant.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        return instant.isBefore(FIRST) ? Long.MIN_VALUE : instant.toEpochMilli();
    }

    private static int checksum(long number) {
        return checksum(number, new byte[0], 0);
    }

    private static int checksum(long number, byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        sum.update(bytes, from, bytes.length - from);
        return (int) sum.getValue();
    }
}
