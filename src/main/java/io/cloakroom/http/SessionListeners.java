package io.cloakroom.http;

import io.cloakroom.SessionCreated;
import io.cloakroom.SessionEnded;
import io.cloakroom.SessionRenewed;
import io.cloakroom.core.Sessions;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All who want to know what becomes of sessions, called in the order of the Servlet specification (6.0, chapter 11): those registered first are called
 * first, but last when a session ends. CDI events go before all others, and at the end after them. Who throws does not stop the rest. Thread-safe, as far
 * as those are.
 */
final class SessionListeners {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final SessionEvents events;
    private final RegisteredListeners registered;
    private final boolean isFacade;
    private final List<HttpSessionListener> ofSessions;
    private final List<HttpSessionListener> ofSessionsReversed;

    /**
     * These.
     *
     * @param observers of ours
     * @param application the listeners of the application; empty: its {@code HttpSession}s are the container's, and so are they
     */
    SessionListeners(
            SessionEvents events,
            List<? extends HttpSessionListener> observers,
            Optional<RegisteredListeners> application) {
        this.events = events;
        this.isFacade = application.isPresent();
        this.registered = application.orElse(RegisteredListeners.NONE);
        this.ofSessions = Stream.concat(observers.stream(), registered.ofSessions().stream())
                .toList();
        this.ofSessionsReversed = new ArrayList<>(ofSessions);
        Collections.reverse(ofSessionsReversed);
    }

    void created(HttpSession session) {
        fire(new SessionCreated(Sessions.fingerprint(session.getId())));
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(ofSessions, listener -> listener.sessionCreated(event));
    }

    /**
     * The session is about to end, by the request that has it. Its attributes are still there for {@code sessionDestroyed}; then, as in Tomcat and
     * Undertow, each is taken out.
     */
    void ending(HttpSession session) {
        ended(session, Optional.of(Sessions.fingerprint(session.getId())), SessionEnded.Reason.INVALIDATED);
    }

    /**
     * The session has ended.
     *
     * @param session what is left of it
     * @param idHash the fingerprint of its id, if that is known
     */
    void ended(HttpSession session, Optional<String> idHash, SessionEnded.Reason reason) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(ofSessionsReversed, listener -> listener.sessionDestroyed(event));
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            attributes.put(name, session.getAttribute(name));
        }
        fire(new SessionEnded(idHash, reason, attributes));
        if (isFacade) {
            attributes.forEach((name, value) -> {
                unbound(session, name, value);
                removed(session, name, value);
            });
        }
    }

    void renewed(HttpSession session, String oldId) {
        String hash = Sessions.fingerprint(session.getId());
        fire(new SessionRenewed(Sessions.fingerprint(oldId), hash));
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(registered.ofIds(), listener -> listener.sessionIdChanged(event, oldId));
    }

    /** The value is about to become an attribute. */
    void binding(HttpSession session, String name, Object value) {
        if (value instanceof HttpSessionBindingListener listener) {
            one(listener, it -> it.valueBound(new HttpSessionBindingEvent(session, name, value)));
        }
    }

    /** The value is no attribute any more. */
    void unbound(HttpSession session, String name, @Nullable Object value) {
        if (value instanceof HttpSessionBindingListener listener) {
            one(listener, it -> it.valueUnbound(new HttpSessionBindingEvent(session, name, value)));
        }
    }

    void added(HttpSession session, String name, Object value) {
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, value);
        each(registered.ofAttributes(), listener -> listener.attributeAdded(event));
    }

    void replaced(HttpSession session, String name, @Nullable Object old) {
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, old);
        each(registered.ofAttributes(), listener -> listener.attributeReplaced(event));
    }

    void removed(HttpSession session, String name, @Nullable Object old) {
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, old);
        each(registered.ofAttributes(), listener -> listener.attributeRemoved(event));
    }

    private void fire(Record event) {
        try {
            events.fire(event);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "An observer of " + event + " failed; the request goes on.", e);
        }
    }

    private static <T> void each(List<T> listeners, Consumer<T> call) {
        listeners.forEach(listener -> one(listener, call));
    }

    private static <T> void one(T listener, Consumer<T> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.ERROR,
                    "The session listener " + listener.getClass().getName()
                            + " failed; the request goes on, and the other listeners are called.",
                    e);
        }
    }
}
