package io.cloakroom.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpSession;
import java.util.function.Consumer;

/**
 * A session outside its request (Servlet 6.1), by the id that it had when this was asked for: read anew for each access, and committed at its end. Only
 * what works for the session already has it as it is. Mentioned by {@link AccessibleHttpSession} only. Thread-safe.
 */
final class SessionAccessor implements HttpSession.Accessor {
    private final Connection connection;
    private final String id;

    SessionAccessor(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    @Override
    public void access(Consumer<HttpSession> sessionConsumer) {
        requireNonNull(sessionConsumer, "sessionConsumer");
        Exchange current = Exchange.current().orElse(null);
        if (current != null && current.connection() == connection) {
            access(current, sessionConsumer);
            return;
        }
        MessageExchange access = connection.receive();
        access.handle(() -> {
            access(access, sessionConsumer);
            return null;
        });
    }

    private void access(Exchange exchange, Consumer<HttpSession> consumer) {
        StoredHttpSession session = exchange.httpSessions()
                .present()
                .filter(present -> present.getId().equals(id))
                .orElseThrow(() -> new IllegalStateException(
                        "This session has ended, or has another id: ask for its accessor anew in a request."));
        consumer.accept(session);
    }

    /** No id: it is a secret. */
    @Override
    public String toString() {
        return "HttpSession.Accessor";
    }
}
