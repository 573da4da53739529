package io.cloakroom.http;

/** Fires the CDI events that tell of sessions, so that observers of the whole application get them. Thread-safe. */
public interface SessionEvents {

    /** Fires one, and returns when its observers have. */
    void fire(Object event);
}
