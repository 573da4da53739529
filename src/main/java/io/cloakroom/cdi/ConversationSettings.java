package io.cloakroom.cdi;

import java.time.Duration;

/**
 * How conversations are found and how long they last. Immutable.
 *
 * @param parameter of requests, that has a conversation's id
 * @param timeout of a conversation that has no other
 * @param patience of a request whose conversation is busy
 */
record ConversationSettings(String parameter, Duration timeout, Duration patience) {

    /** The name of the specification (CDI 4.0, section 6.7.4); the rest is Weld's default. */
    static final ConversationSettings DEFAULT =
            new ConversationSettings("cid", Duration.ofMinutes(10), Duration.ofSeconds(1));
}
