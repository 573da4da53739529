package io.cloakroom.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The response's writer, which commits the session before it commits the response. For one thread at a time. */
final class CommittingWriter extends Writer {
    private static final int MOST_BYTES_OF_A_CHAR = 4;

    private final PrintWriter writer;
    private final CommittingResponse response;
    private final String encoding;

    private CommittingWriter(PrintWriter writer, CommittingResponse response) {
        this.writer = writer;
        this.response = response;
        String name = response.getCharacterEncoding();
        this.encoding = name == null ? "" : name.toUpperCase(Locale.ROOT);
    }

    static PrintWriter over(PrintWriter writer, CommittingResponse response) {
        return new PrintWriter(new CommittingWriter(writer, response)) {
            @Override
            public boolean checkError() {
                response.commitSession();
                return writer.checkError() || super.checkError();
            }
        };
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        response.writing(bytes(chars, offset, length));
        writer.write(chars, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.commitSession();
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        response.commitSession();
        writer.close();
    }

    /** How many bytes the characters take, or more in a rare encoding. */
    private long bytes(char[] chars, int offset, int length) {
        if (encoding.equals(StandardCharsets.ISO_8859_1.name()) || encoding.equals(StandardCharsets.US_ASCII.name())) {
            return length;
        }
        if (!encoding.equals(StandardCharsets.UTF_8.name())) {
            return (long) length * MOST_BYTES_OF_A_CHAR;
        }
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            char c = chars[i];
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
