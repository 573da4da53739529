package io.cloakroom.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How the session's cookie looks. Immutable.
 *
 * @param name a token of RFC 6265
 * @param domain the Domain attribute, without a leading dot; empty: the cookie is for its host only
 * @param path the Path attribute; empty: the application's context path
 * @param httpOnly whether scripts may not see it
 * @param secure whether only https may carry it
 * @param sameSite which requests of other sites carry it
 * @param partitioned whether it is kept apart for each site that embeds this one
 */
public record CookieConfig(
        String name,
        Optional<String> domain,
        Optional<String> path,
        boolean httpOnly,
        Secure secure,
        SameSite sameSite,
        boolean partitioned) {

    /** Refuses {@code null}. */
    public CookieConfig {
        requireNonNull(name, "name");
        requireNonNull(domain, "domain");
        requireNonNull(path, "path");
        requireNonNull(secure, "secure");
        requireNonNull(sameSite, "sameSite");
    }

    /** Whether the cookie has the attribute Secure. */
    public enum Secure {
        /** If the request came by https. */
        AUTO("auto"),
        /** In every response. */
        ALWAYS("true"),
        /** In none. */
        NEVER("false");

        private final String text;

        Secure(String text) {
            this.text = text;
        }

        /** The value as the setting has it. */
        String text() {
            return text;
        }
    }

    /** The attribute SameSite. */
    public enum SameSite {
        /** Other sites may link here, no more. */
        LAX("Lax"),
        /** No request of another site carries the cookie. */
        STRICT("Strict"),
        /** Every request carries it. */
        NONE("None");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }

        /** The value as the header has it, such as {@code Lax}. */
        public String attribute() {
            return attribute;
        }
    }
}
