package io.cloakroom.http;

import io.cloakroom.core.LiveSession;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * The session on a server with Servlet 6.1, which lets the application have it outside a request. Apart from {@link StoredHttpSession}, because that must
 * not mention a type that Servlet 6.0 lacks: whatever reflects on its class there, such as EL, would fail. Thread-safe.
 */
final class AccessibleHttpSession extends StoredHttpSession {
    private final Exchange exchange;

    AccessibleHttpSession(LiveSession session, WebApplication application, Activation activation, Exchange exchange) {
        super(session, application, activation);
        this.exchange = exchange;
    }

    /**
     * The way to this session when the request is over. What was changed so far is committed, so that it is found there at once.
     *
     * @return {@code null} if only the client keeps the session, in its cookie
     * @throws io.cloakroom.SessionException if the backend cannot be reached
     */
    @Override
    public HttpSession.@Nullable Accessor getAccessor() {
        if (!valid().isInStore()) {
            return null;
        }
        Connection connection = exchange.committedConnection();
        valid();
        return new SessionAccessor(connection, getId());
    }
}
