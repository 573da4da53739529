package io.cloakroom.it.ee11;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps ways to sessions over the end of their requests, as an application does for a WebSocket or a job. */
@ApplicationScoped
public class Accessors {
    private final Map<String, HttpSession.Accessor> byName = new ConcurrentHashMap<>();

    String keep(String name, HttpSession session) {
        HttpSession.Accessor accessor = session.getAccessor();
        if (accessor == null) {
            return "unsupported";
        }
        byName.put(name, accessor);
        return session.getId();
    }

    HttpSession.Accessor get(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow();
    }
}
