package io.cloakroom.core;

/**
 * What goes along with the session of one request, and is told what becomes of it. Called by the thread that does it, while it has the session's lock.
 */
public interface Companion {

    /** The session is about to be written; {@link #flush} follows. */
    default void writing() {}

    /** The session is about to be written, or to be remembered as it is: what belongs into it has to be put now. */
    default void flush() {}

    /** The session was written, and merged with what others had written meanwhile; another has taken its place if it was ended elsewhere. */
    default void committed() {}

    /** The session was taken back to an earlier point. */
    default void rolledBack() {}

    /** The session is about to be ended by this request; it can still be read. */
    default void ending() {}

    /** The session has another id. */
    default void renewed(String oldId) {}

    /** The request is over; its session has been written. */
    default void requestEnded() {}
}
