package io.cloakroom.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The response's stream, which commits the session before it commits the response. For one thread at a time. */
final class CommittingOutputStream extends ServletOutputStream {
    private final ServletOutputStream stream;
    private final CommittingResponse response;

    CommittingOutputStream(ServletOutputStream stream, CommittingResponse response) {
        this.stream = stream;
        this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
        response.writing(1);
        stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.writing(length);
        stream.write(bytes, offset, length);
    }

    /** Since Servlet 6.1; nobody calls it on a server with an older one. */
    @Override
    public void write(ByteBuffer buffer) throws IOException {
        response.writing(buffer.remaining());
        stream.write(buffer);
    }

    @Override
    public void flush() throws IOException {
        response.commitSession();
        stream.flush();
    }

    @Override
    public void close() throws IOException {
        response.commitSession();
        stream.close();
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        stream.setWriteListener(listener);
        response.becomesNonBlocking();
    }
}
