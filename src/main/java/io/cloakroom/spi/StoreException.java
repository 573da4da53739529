package io.cloakroom.spi;

import io.cloakroom.SessionException;

/** The backend cannot be reached, refuses, or is full. The message names the setting to look at and no credential. */
public class StoreException extends SessionException {
    private static final long serialVersionUID = 1;

    /** With a sentence that tells the cure. */
    public StoreException(String message) {
        super(message);
    }

    /** With a sentence that tells the cure, and what led to it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
