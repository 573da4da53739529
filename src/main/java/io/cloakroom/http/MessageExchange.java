package io.cloakroom.http;

import io.cloakroom.SessionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that came over a connection, or whatever else is done outside a request, and the session it is done with. It has no response, and so no
 * cookie can be set. Thread-safe.
 */
public final class MessageExchange extends Exchange {
    private final WebApplication application;
    private boolean failed;

    /**
     * What is done with the session.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        /** Does it. */
        @Nullable
        Object run() throws E;
    }

    MessageExchange(Connection connection) {
        super(connection);
        this.application = connection.application();
    }

    @Override
    public Optional<HttpServletRequest> request() {
        return Optional.empty();
    }

    @Override
    public Optional<HttpSession> httpSession() {
        return application.settings().facade() ? Optional.of(httpSessions().begun(true)) : Optional.empty();
    }

    /**
     * Does this with the session, and commits it at the end; also what was changed before a failure, as for a request. To be called once.
     *
     * @param <E> what the work may throw
     * @return what the work returns
     * @throws SessionException if the backend cannot be reached
     */
    public <E extends Exception> @Nullable Object handle(Work<E> work) throws E {
        Exchange outer = enter();
        try {
            Object result = work.run();
            commit();
            return result;
        } catch (Exception | Error failure) {
            commitBeside(failure);
            throw failure;
        } finally {
            leaveTo(outer);
            end();
        }
    }

    private void commitBeside(Throwable failure) {
        try {
            commit();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private synchronized void commit() {
        save();
    }

    @Override
    boolean save() {
        if (!failed) {
            failed = true;
            httpSessions().commit(application.sessions(), false);
            failed = false;
        }
        return false;
    }
}
