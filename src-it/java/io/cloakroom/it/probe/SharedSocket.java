package io.cloakroom.it.probe;

import io.cloakroom.Session;
import io.cloakroom.websocket.SessionConfigurator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** One endpoint for all connections, and a bean: what its methods are not told, it cannot know. */
@ApplicationScoped
@ServerEndpoint(value = "/shared", configurator = SessionConfigurator.class)
public class SharedSocket {
    @Inject
    Session session;

    /** Knows who connects. */
    @OnOpen
    public void open(jakarta.websocket.Session peer) {
        session.put("opened", "was here");
    }

    /** Does not know whose message it is. */
    @OnMessage
    public String answer(String name) {
        return String.valueOf(session.get(name));
    }

    /** Knows whose message it is. */
    @OnMessage
    public String put(byte[] value, jakarta.websocket.Session peer) {
        session.put("shared", value.length);
        return session.get("opened") + " " + session.get("shared");
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
