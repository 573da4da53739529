package io.cloakroom.http;

import static java.util.Objects.requireNonNull;

import io.cloakroom.core.LiveSession;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session as the Servlet specification (6.1, chapter 7) has it: the same attributes, id and times as {@link io.cloakroom.Session}. Valid until it is
 * invalidated; another takes its place then. Thread-safe.
 */
sealed class StoredHttpSession implements HttpSession permits AccessibleHttpSession {
    /** Longer than {@code setMaxInactiveInterval} can say: what stands for no end. */
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private final LiveSession session;
    private final Object identity;
    private final ServletContext context;
    private final SessionListeners listeners;
    private final Activation activation;
    private String id;

    /** The session that there is now. */
    StoredHttpSession(LiveSession session, WebApplication application, Activation activation) {
        this.session = session;
        this.identity = session.identity();
        this.context = application.context();
        this.listeners = application.listeners();
        this.activation = activation;
        this.id = session.id();
    }

    final boolean isValid() {
        return identity.equals(session.identity());
    }

    @Override
    public final String getId() {
        synchronized (session) {
            if (isValid()) {
                id = session.id();
            }
            return id;
        }
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public long getCreationTime() {
        return valid().createdAt().toEpochMilli();
    }

    @Override
    public long getLastAccessedTime() {
        return valid().lastAccessedAt().toEpochMilli();
    }

    @Override
    public boolean isNew() {
        return valid().isNew();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        valid().setIdleLifetime(seconds <= 0 ? ENDLESS : Duration.ofSeconds(seconds));
    }

    @Override
    public int getMaxInactiveInterval() {
        return seconds(valid().idleLifetime());
    }

    /** A lifetime as the Servlet API counts it. */
    static int seconds(Duration lifetime) {
        return lifetime.compareTo(ENDLESS) >= 0 ? -1 : (int) Math.min(lifetime.toSeconds(), Integer.MAX_VALUE);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        synchronized (session) {
            Object value = valid().lend(requireNonNull(name, "name"));
            activation.handingOut(this, value);
            return value;
        }
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(List.copyOf(valid().keySet()));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A value that is put again is bound already.
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
            return;
        }
        synchronized (session) {
            boolean isThere = valid().containsKey(requireNonNull(name, "name"));
            Object old = getAttribute(name);
            if (value != old) {
                listeners.binding(this, name, value);
            }
            valid().hold(name, value);
            activation.put(value);
            if (value != old) {
                activation.dropped(old);
                listeners.unbound(this, name, old);
            }
            if (isThere) {
                listeners.replaced(this, name, old);
            } else {
                listeners.added(this, name, value);
            }
        }
    }

    @Override
    public void removeAttribute(String name) {
        synchronized (session) {
            if (valid().containsKey(requireNonNull(name, "name"))) {
                Object old = getAttribute(name);
                session.remove(name);
                activation.dropped(old);
                listeners.unbound(this, name, old);
                listeners.removed(this, name, old);
            }
        }
    }

    @Override
    public void invalidate() {
        valid().invalidate();
    }

    /** The id at most: values may be secrets, and so is the id. */
    @Override
    public String toString() {
        return "HttpSession[" + (isValid() ? "valid" : "invalidated") + "]";
    }

    /** The session, if it still is this one. */
    final LiveSession valid() {
        if (!isValid()) {
            throw new IllegalStateException("This session was invalidated: ask the request for another, or for none.");
        }
        return session;
    }
}
