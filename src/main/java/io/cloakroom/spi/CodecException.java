package io.cloakroom.spi;

import io.cloakroom.SessionException;

/** A value that cannot be encoded, or bytes that cannot be decoded. The message names classes and cure, never the value. */
public class CodecException extends SessionException {
    private static final long serialVersionUID = 1;

    /** With a sentence that tells the cure. */
    public CodecException(String message) {
        super(message);
    }

    /** With a sentence that tells the cure, and what led to it. */
    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
