package io.cloakroom.it.probe;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import io.cloakroom.websocket.SessionConfigurator;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;

/** One endpoint for each connection, which is told of it once. No bean. */
@CommitSession
@ServerEndpoint(value = "/own", configurator = SessionConfigurator.class)
public class OwnSocket {
    /** Says who connects. */
    @OnOpen
    public void open(jakarta.websocket.Session peer) {
        session().put("opened", "was here");
    }

    /** Is not told whose message it is. */
    @OnMessage
    public String answer(String name) {
        session().put("own", name);
        return session().get("opened") + " " + session().get(name);
    }

    /** Open Liberty injects nothing here. */
    private static Session session() {
        return CDI.current().select(Session.class).get();
    }
}
