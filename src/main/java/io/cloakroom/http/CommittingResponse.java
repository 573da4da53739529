package io.cloakroom.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Commits the session before the response is, whichever way that comes: an error, a redirect, a flush or close, a full buffer, or the last byte of a
 * declared length. As thread-safe as a response: for one thread at a time.
 */
final class CommittingResponse extends HttpServletResponseWrapper {
    private final RequestSession session;

    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;
    private volatile boolean isNonBlocking;
    private long written;
    private long contentLength = Long.MAX_VALUE;

    CommittingResponse(HttpServletResponse response, RequestSession session) {
        super(response);
        this.session = session;
    }

    /** The response is about to be committed. */
    void commitSession() {
        if (!isCommitted()) {
            session.commit();
        }
    }

    /** The container takes the stream's bytes when it likes from now on. */
    void becomesNonBlocking() {
        isNonBlocking = true;
    }

    /** The request goes on elsewhere. That closes a stream that does not block (Servlet 6.1), and so commits the response. */
    void dispatching() {
        if (isNonBlocking) {
            commitSession();
        }
    }

    /** So many bytes are about to be written. */
    void writing(long bytes) {
        written += bytes;
        if (written >= getBufferSize() || written >= contentLength) {
            commitSession();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        commitSession();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        commitSession();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        commitSession();
        super.sendRedirect(location);
    }

    /** Since Servlet 6.1, as the two others of this name; nobody calls them on a server with an older one. */
    @Override
    public void sendRedirect(String location, int status) throws IOException {
        commitSession();
        super.sendRedirect(location, status);
    }

    @Override
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        commitSession();
        super.sendRedirect(location, clearBuffer);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        commitSession();
        super.sendRedirect(location, status, clearBuffer);
    }

    /** As it is: the session travels in a cookie only, and the container would add its own session's id. */
    @Override
    public String encodeURL(String url) {
        return session.isFacade() ? url : super.encodeURL(url);
    }

    /** As {@link #encodeURL}. */
    @Override
    public String encodeRedirectURL(String url) {
        return session.isFacade() ? url : super.encodeRedirectURL(url);
    }

    @Override
    public void flushBuffer() throws IOException {
        commitSession();
        super.flushBuffer();
    }

    @Override
    public void reset() {
        super.reset();
        written = 0;
        contentLength = Long.MAX_VALUE;
        stream = null;
        writer = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
    }

    @Override
    public void setContentLength(int length) {
        super.setContentLength(length);
        contentLength = length;
        writing(0);
    }

    @Override
    public void setContentLengthLong(long length) {
        super.setContentLengthLong(length);
        contentLength = length;
        writing(0);
    }

    @Override
    public void setHeader(String name, String value) {
        super.setHeader(name, value);
        noteLength(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        super.addHeader(name, value);
        noteLength(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        super.setIntHeader(name, value);
        noteLength(name, Integer.toString(value));
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new CommittingOutputStream(super.getOutputStream(), this);
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = CommittingWriter.over(super.getWriter(), this);
        }
        return writer;
    }

    private void noteLength(String name, @Nullable String value) {
        if (!"Content-Length".equalsIgnoreCase(name) || value == null) {
            return;
        }
        try {
            contentLength = Long.parseLong(value.strip());
            writing(0);
        } catch (NumberFormatException e) {
            contentLength = 0;
        }
    }
}
