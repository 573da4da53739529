package io.cloakroom.it.probe;

import io.cloakroom.Session;
import io.cloakroom.websocket.SessionConfigurator;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/** Uses the session while a WebSocket is opened. */
public class Handshake extends SessionConfigurator {
    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        super.modifyHandshake(config, request, response);
        Session session = CDI.current().select(Session.class).get();
        session.put("handshake", "was here");
        if (request.getHttpSession() instanceof HttpSession own) {
            session.put("http", own.getId());
        }
    }
}
