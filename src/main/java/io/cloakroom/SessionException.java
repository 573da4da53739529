package io.cloakroom;

/** The session cannot do what was asked; the message is a sentence that says why and what to do. */
public class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence that tells the cure. */
    public SessionException(String message) {
        super(message);
    }

    /** With a sentence that tells the cure, and what led to it. */
    public SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
