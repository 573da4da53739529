package io.cloakroom;

import java.util.Objects;

/**
 * A message that one request leaves for the next page, see {@link Session#flash(String, String)}. Immutable.
 *
 * @param category what kind of message it is, such as {@code "error"}: often a CSS class
 * @param message the text for the user
 */
public record Flash(String category, String message) {

    /** The category that Flask gives a message without one. */
    public static final String DEFAULT_CATEGORY = "message";

    /** Refuses {@code null}. */
    public Flash {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(message, "message");
    }
}
