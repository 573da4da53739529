package io.cloakroom.http;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EventListener;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a web application, called in the order of the Servlet specification (6.0, chapter 11): those registered first are called first, but
 * last when a session ends. One that throws does not stop the rest. Immutable and thread-safe.
 */
final class SessionListeners {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final List<HttpSessionListener> ofSessions;
    private final List<HttpSessionListener> ofSessionsReversed;
    private final List<HttpSessionIdListener> ofIds;
    private final List<HttpSessionAttributeListener> ofAttributes;

    /** These, of whatever kind, in the order of their registration. */
    SessionListeners(List<? extends EventListener> all) {
        ofSessions = only(HttpSessionListener.class, all);
        ofSessionsReversed = new ArrayList<>(ofSessions);
        Collections.reverse(ofSessionsReversed);
        ofIds = only(HttpSessionIdListener.class, all);
        ofAttributes = only(HttpSessionAttributeListener.class, all);
    }

    void created(HttpSession session) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(ofSessions, listener -> listener.sessionCreated(event));
    }

    /** The session is about to end. Its attributes are still there; those that listen are unbound afterwards. */
    void ending(HttpSession session) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(ofSessionsReversed, listener -> listener.sessionDestroyed(event));
        for (String name : Collections.list(session.getAttributeNames())) {
            unbound(session, name, session.getAttribute(name));
        }
    }

    void renewed(HttpSession session, String oldId) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(ofIds, listener -> listener.sessionIdChanged(event, oldId));
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
        each(ofAttributes, listener -> listener.attributeAdded(event));
    }

    void replaced(HttpSession session, String name, @Nullable Object old) {
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, old);
        each(ofAttributes, listener -> listener.attributeReplaced(event));
    }

    void removed(HttpSession session, String name, @Nullable Object old) {
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, old);
        each(ofAttributes, listener -> listener.attributeRemoved(event));
    }

    private static <T> List<T> only(Class<T> kind, List<? extends EventListener> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> void each(List<T> listeners, Consumer<T> call) {
        listeners.forEach(listener -> one(listener, call));
    }

    private static <T> void one(T listener, Consumer<T> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "The session listener " + listener.getClass().getName()
                            + " failed; the request goes on, and the other listeners are called.",
                    e);
        }
    }
}
