package io.cloakroom.core;

import io.cloakroom.SessionException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a session whose record was removed because it had expired. As thread-safe as the session.
 *
 * @param idHash the fingerprint of its last id; empty: Flask wrote the record last
 * @param session as it was; what is changed in it is kept nowhere
 */
public record ExpiredSession(Optional<String> idHash, LiveSession session) {

    /** Those attributes that the application sees; one that cannot be decoded here is {@code null}. */
    public Map<String, Object> attributes() {
        Map<String, Object> values = new LinkedHashMap<>();
        session.keySet().forEach(name -> values.put(name, value(name)));
        return Collections.unmodifiableMap(values);
    }

    private @Nullable Object value(String name) {
        try {
            return session.get(name);
        } catch (SessionException undecodable) {
            return null;
        }
    }

    /** The number of attributes at most: values may be secrets. */
    @Override
    public String toString() {
        return "ExpiredSession[" + session + "]";
    }
}
