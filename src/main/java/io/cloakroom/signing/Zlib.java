package io.cloakroom.signing;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The zlib format (RFC 1950) in memory, with a limit on the way back against bombs. Stateless, thread-safe. */
final class Zlib {
    private static final int CHUNK = 4096;

    private Zlib() {}

    static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                deflated.write(chunk, 0, deflater.deflate(chunk));
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The data, or nothing if it is damaged, cut short or longer than {@code limit} bytes; what follows its end is ignored, as Python does. */
    static Optional<byte[]> inflate(byte[] deflated, int limit) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                boolean starved = length == 0 && !inflater.finished();
                if (starved || length > limit - data.size()) {
                    return Optional.empty();
                }
                data.write(chunk, 0, length);
            }
            return Optional.of(data.toByteArray());
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
