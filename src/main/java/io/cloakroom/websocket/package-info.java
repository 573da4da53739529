/**
 * The session of a WebSocket: that of the request it was opened with.
 *
 * <p>An endpoint names {@link io.cloakroom.websocket.SessionConfigurator}. It remembers at the handshake who connects, where the connection
 * keeps such things (Jakarta WebSocket 2.1, user properties), and puts an interceptor before the endpoint's methods. That one is to a
 * message what the filter is to a request: it begins the session, leads the thread there, and commits at the end.
 *
 * <p>Nothing here is loaded on a server without the WebSocket API.
 */
@NullMarked
package io.cloakroom.websocket;

import org.jspecify.annotations.NullMarked;
