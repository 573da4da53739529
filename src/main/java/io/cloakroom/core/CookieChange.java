package io.cloakroom.core;

import java.time.Instant;
import java.util.Optional;

/** What the response has to do about the session cookie. Immutable. */
public sealed interface CookieChange {

    /** Nothing. */
    record Keep() implements CookieChange {}

    /**
     * Give the client this cookie.
     *
     * @param value a session id, or a whole signed session: a secret
     * @param expires when it expires; empty: with the browser
     */
    record Set(String value, Optional<Instant> expires) implements CookieChange {
        @Override
        public String toString() {
            return "Set[expires=" + expires + "]";
        }
    }

    /** Make the client drop its cookie. */
    record Expire() implements CookieChange {}
}
