package io.cloakroom.http;

import io.cloakroom.SessionException;
import io.cloakroom.core.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** A message that came over a connection, and the session it is handled with. It has no response, and so no cookie can be set. Thread-safe. */
public final class MessageExchange extends Exchange {
    private final Connection connection;
    private final Sessions sessions;
    private boolean failed;

    MessageExchange(Connection connection, WebApplication application, List<String> cookies) {
        super(application, cookies);
        this.connection = connection;
        this.sessions = application.sessions();
    }

    @Override
    public Optional<HttpServletRequest> request() {
        return Optional.empty();
    }

    Connection connection() {
        return connection;
    }

    /**
     * Commits the session at the end of the message.
     *
     * @throws SessionException if the backend cannot be reached; later calls then do nothing
     */
    public synchronized void commit() {
        save();
    }

    /** Lets go of what the session holds. */
    public void end() {
        liveSession().requestEnded();
    }

    @Override
    boolean save() {
        if (!failed) {
            failed = true;
            httpSessions().commit(sessions, false);
            failed = false;
        }
        return false;
    }
}
