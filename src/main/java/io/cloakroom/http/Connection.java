package io.cloakroom.http;

import io.cloakroom.core.CookieChange;
import java.util.List;

/** A client that stays connected after a request, and goes on with the session of that. It knows its cookies as if each message sent them. Thread-safe. */
public final class Connection {
    private final WebApplication application;
    private volatile List<String> cookies;

    Connection(WebApplication application, List<String> cookies) {
        this.application = application;
        this.cookies = List.copyOf(cookies);
    }

    /** A message came. To be entered, committed and ended by whoever hands it to the application. */
    public MessageExchange receive() {
        return new MessageExchange(this, application, cookies);
    }

    /** Whether it is a message of this connection. */
    public boolean carries(Exchange exchange) {
        return exchange instanceof MessageExchange message && message.connection() == this;
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
