package io.cloakroom.it.probe;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import io.cloakroom.it.probe.SessionBeans.Cart;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Does with the session what each message says. A bean, so that Open Liberty injects what it needs. */
@Dependent
@ServerEndpoint(value = "/socket", configurator = Handshake.class)
public class Socket {
    @Inject
    Session session;

    @Inject
    Cart cart;

    @OnMessage
    @CommitSession
    public String answer(String message, jakarta.websocket.Session peer) {
        String[] words = message.split(" ", -1);
        switch (words[0]) {
            case "put" -> session.put(words[1], words[2]);
            case "count" -> session.merge(words[1], 1, Integer::sum);
            case "add" -> cart.add(words[1]);
            case "id" -> {
                return session.id();
            }
            case "fail" -> {
                session.put(words[1], words[2]);
                throw new IllegalStateException("on purpose");
            }
            default -> {}
        }
        return message.startsWith("add") ? cart.content() : String.valueOf(session.get(words[1]));
    }

    /** Tells of a failure, and keeps the connection. */
    @OnError
    public void failed(jakarta.websocket.Session peer, Throwable failure) throws IOException {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        peer.getBasicRemote().sendText(String.valueOf(cause.getMessage()));
    }
}
