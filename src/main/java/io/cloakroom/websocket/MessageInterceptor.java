package io.cloakroom.websocket;

import io.cloakroom.http.Connection;
import io.cloakroom.http.Exchange;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives each call of an endpoint's method the session of its connection, and commits it; see {@link SessionConfigurator}. Thread-safe. */
@PerMessage
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 50)
public class MessageInterceptor {
    private @Nullable Connection opened;
    private boolean isShared;

    /** For the container. */
    public MessageInterceptor() {}

    @AroundInvoke
    @Nullable
    Object handle(InvocationContext invocation) throws Exception {
        Optional<Connection> connection = connection(invocation);
        boolean isNested = Exchange.current()
                .filter(current ->
                        connection.filter(own -> own.carries(current)).isPresent())
                .isPresent();
        return connection.isEmpty() || isNested
                ? invocation.proceed()
                : connection.get().receive().handle(invocation::proceed);
    }

    private Optional<Connection> connection(InvocationContext invocation) {
        Optional<Session> peer = Stream.of(invocation.getParameters())
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .findFirst();
        if (peer.isEmpty()) {
            return opened();
        }
        Optional<Connection> connection = peer.flatMap(SessionConfigurator::connection);
        if (invocation.getMethod().isAnnotationPresent(OnOpen.class)) {
            open(connection);
        }
        return connection;
    }

    private synchronized Optional<Connection> opened() {
        return Optional.ofNullable(opened);
    }

    /** An endpoint that is opened twice is shared: then who talks to it cannot be known beforehand, ever. */
    private synchronized void open(Optional<Connection> connection) {
        opened = isShared || opened != null ? null : connection.orElse(null);
        isShared = opened == null;
    }
}
