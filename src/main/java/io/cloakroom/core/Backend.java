package io.cloakroom.core;

import io.cloakroom.spi.SessionCodec;
import java.util.List;
import java.util.Optional;

/** Where sessions are kept between requests. Thread-safe. */
sealed interface Backend extends AutoCloseable permits StoreBackend, CookieBackend, NullBackend {

    /** What kind it is: a value of {@code session.type}. */
    String type();

    SessionCodec codec();

    /**
     * Loads the session of the first cookie value that has one, or begins a new one.
     *
     * @param cookies the values of the cookies with our name, in the client's order
     */
    Opened open(List<String> cookies, StoreCalls calls);

    /** A new session, kept nowhere yet. */
    Opened fresh();

    /**
     * Writes what a request did.
     *
     * @param cookieOpen whether the client can still be given a cookie; if not, the draft needs none, and the backend does nothing that does
     */
    Committed commit(Draft draft, boolean cookieOpen, StoreCalls calls);

    /** Why nothing can be written, if that is so: a sentence with the cure. */
    default Optional<String> readOnlyBecause() {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * What came of a commit.
     *
     * @param cookie for the response
     * @param now the session as it stands
     */
    record Committed(CookieChange cookie, Opened now) {}
}
