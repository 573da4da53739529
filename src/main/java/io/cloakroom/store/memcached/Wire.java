package io.cloakroom.store.memcached;

import java.io.IOException;
import java.util.Optional;

/** The driver's client for one server, of which a {@link Connection} opens another when this one is lost. Thread-safe. */
interface Wire<C> {

    /** Begins to connect. May take as long as the name service does. */
    void open() throws IOException;

    /** The client, while it is connected and logged in. */
    Optional<C> ready();

    /** Whether it was connected, and is no longer. */
    boolean isLost();

    /** How many attempts to connect have failed. */
    int failures();

    /** Why it will not get ready before somebody corrects something: the end of a sentence that began with the name of the server. */
    Optional<String> refusal();

    /** Ends it, and whatever still waits for an answer on it. */
    void close();
}
