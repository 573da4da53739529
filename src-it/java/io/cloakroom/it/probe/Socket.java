package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

/** Uses the session while a WebSocket is opened. */
@ServerEndpoint(value = "/socket", configurator = Socket.Handshake.class)
public class Socket {
    @OnMessage
    public String echo(String message) {
        return message;
    }

    /** The part of the handshake that an application can take part in. */
    public static class Handshake extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            CDI.current().select(Session.class).get().put("handshake", "was here");
        }
    }
}
