package io.cloakroom.http;

import io.cloakroom.core.ExpiredSession;
import io.cloakroom.core.LiveSession;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What listeners are shown of a session that is no more: its times and what was in it. What they change in it, nobody sees but they. For one thread.
 */
final class EndedHttpSession implements HttpSession {
    private final ServletContext context;
    private final String id;
    private final Times times;
    private final Map<String, Object> attributes;

    /**
     * The times of a session.
     *
     * @param createdAt in milliseconds since 1970
     * @param lastAccessedAt in milliseconds since 1970
     * @param maxInactiveInterval in seconds; -1: it had no end
     */
    record Times(long createdAt, long lastAccessedAt, int maxInactiveInterval) {}

    EndedHttpSession(ServletContext context, String id, Times times, Map<String, Object> attributes) {
        this.context = context;
        this.id = id;
        this.times = times;
        this.attributes = new LinkedHashMap<>(attributes);
    }

    /** That of one from which the last attribute was taken. */
    static EndedHttpSession emptied(HttpSession session) {
        Times times =
                new Times(session.getCreationTime(), session.getLastAccessedTime(), session.getMaxInactiveInterval());
        return new EndedHttpSession(session.getServletContext(), session.getId(), times, Map.of());
    }

    /** That of one that expired. Its id is known to nobody any more: the store had a hash of it. */
    static EndedHttpSession expired(ExpiredSession expired, ServletContext context) {
        LiveSession session = expired.session();
        Times times = new Times(
                session.createdAt().toEpochMilli(),
                session.lastAccessedAt().toEpochMilli(),
                StoredHttpSession.seconds(session.idleLifetime()));
        return new EndedHttpSession(context, session.id(), times, expired.attributes());
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public long getCreationTime() {
        return times.createdAt;
    }

    @Override
    public long getLastAccessedTime() {
        return times.lastAccessedAt;
    }

    @Override
    public int getMaxInactiveInterval() {
        return times.maxInactiveInterval;
    }

    @Override
    public boolean isNew() {
        return false;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(List.copyOf(attributes.keySet()));
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    /** Nothing: it has ended. */
    @Override
    public void setMaxInactiveInterval(int seconds) {}

    /** Nothing: it has ended. */
    @Override
    public void invalidate() {}

    /** No id and no values: they may be secrets. */
    @Override
    public String toString() {
        return "HttpSession[ended]";
    }
}
