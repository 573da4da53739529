package io.cloakroom.codec;

/** Text that is HTML already and must not be escaped again: Flask's {@code Markup}, which a session keeps apart from plain text. Immutable. */
public record Markup(String value) {
    /** The HTML. */
    @Override
    public String toString() {
        return value;
    }
}
