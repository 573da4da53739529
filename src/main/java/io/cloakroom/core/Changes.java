package io.cloakroom.core;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a request did to a session. Immutable.
 *
 * @param attributes by name; those not named were left alone
 * @param permanent whether the cookie is to outlive the browser, if that was set
 * @param idleLifetime a lifetime of the session's own, if that was set
 */
record Changes(Map<String, Change> attributes, Optional<Boolean> permanent, Optional<Duration> idleLifetime) {

    static final Changes NONE = new Changes(Map.of(), Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return attributes.isEmpty() && permanent.isEmpty() && idleLifetime.isEmpty();
    }
}
