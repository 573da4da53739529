package io.cloakroom.websocket;

import io.cloakroom.http.Connection;
import io.cloakroom.http.Exchange;
import io.cloakroom.http.RequestSession;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives an annotated WebSocket endpoint the session of the request that opened the connection:
 *
 * <pre>{@code
 * @Dependent
 * @ServerEndpoint(value = "/chat", configurator = SessionConfigurator.class)
 * public class Chat {
 *     @Inject Session session;
 *
 *     @OnMessage
 *     public String message(String text, jakarta.websocket.Session peer) {
 *         return session.merge("messages", 1, Integer::sum) + ": " + text;
 *     }
 * }
 * }</pre>
 *
 * <p>A method that has its connection as a parameter has the session; so has one without, if {@code @OnOpen} has it and each connection has an endpoint
 * of its own, as it is by default. What a method changed is committed when it returns or throws; with {@link io.cloakroom.CommitSession} the rules
 * of that hold. The session is read anew for each message.
 *
 * <p>The endpoint is best a bean: Open Liberty injects nothing into others, and if one that is none has interceptors of its own, it needs
 * {@code @CommitSession} too. It must not be final.
 *
 * <p>A message has no response, so no cookie can be set: the session has to be there at the handshake, or begin in it; a new id would not reach the
 * client, and with {@code session.type=cookie} the session is as the handshake left it, and changes to it are lost with a warning.
 *
 * <p>An application's own configurator may extend it, and calls the overridden methods. Stateless and thread-safe.
 */
public class SessionConfigurator extends ServerEndpointConfig.Configurator {
    /** For the container. */
    public SessionConfigurator() {}

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        super.modifyHandshake(config, request, response);
        if (Exchange.current().orElse(null) instanceof RequestSession handshake) {
            config.getUserProperties().put(Connection.class.getName(), handshake.connection());
        }
    }

    /** Who is at the other end, if the handshake passed here. */
    static Optional<Connection> connection(Session peer) {
        return peer.getUserProperties().get(Connection.class.getName()) instanceof Connection known
                ? Optional.of(known)
                : Optional.empty();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        T endpoint = super.getEndpointInstance(endpointClass);
        BeanManager beans = CDI.current().getBeanManager();
        InterceptionFactory<T> factory =
                beans.createInterceptionFactory(beans.<@Nullable T>createCreationalContext(null), endpointClass);
        factory.configure().add(PerMessage.Literal.INSTANCE);
        return factory.createInterceptedInstance(endpoint);
    }
}
