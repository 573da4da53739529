package io.cloakroom.http;

import io.cloakroom.core.CookieChange;
import java.util.List;

/**
 * A client that goes on with the session of its request after that: over a WebSocket, or by what the application does for it. It knows its cookies as if
 * it sent them each time. Thread-safe.
 */
public final class Connection {
    private final WebApplication application;
    private volatile List<String> cookies;

    Connection(WebApplication application, List<String> cookies) {
        this.application = application;
        this.cookies = List.copyOf(cookies);
    }

    /** A message came, or what else is done with the session outside its request. */
    public MessageExchange receive() {
        return new MessageExchange(this);
    }

    /** Whether it is a message of this connection. */
    public boolean carries(Exchange exchange) {
        return exchange instanceof MessageExchange message && message.connection() == this;
    }

    WebApplication application() {
        return application;
    }

    List<String> cookies() {
        return cookies;
    }

    /** The response to the request that the connection began with tells the client this of its cookie. */
    void follow(CookieChange change) {
        if (change instanceof CookieChange.Set set) {
            cookies = List.of(set.value());
        } else if (change instanceof CookieChange.Expire) {
            cookies = List.of();
        }
    }
}
