package io.cloakroom.http;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The listeners that an application registered, each once in a list, in the order of their registration. Immutable. */
record RegisteredListeners(
        List<HttpSessionListener> ofSessions,
        List<HttpSessionIdListener> ofIds,
        List<HttpSessionAttributeListener> ofAttributes) {

    static final RegisteredListeners NONE = of(List.of(), List.of(), List.of());

    /** Copies the lists. */
    RegisteredListeners {
        ofSessions = List.copyOf(ofSessions);
        ofIds = List.copyOf(ofIds);
        ofAttributes = List.copyOf(ofAttributes);
    }

    /** Those of each kind among these, which may be listeners of any kind. */
    static RegisteredListeners of(Collection<?> sessions, Collection<?> ids, Collection<?> attributes) {
        return new RegisteredListeners(
                only(HttpSessionListener.class, sessions),
                only(HttpSessionIdListener.class, ids),
                only(HttpSessionAttributeListener.class, attributes));
    }

    /** Whether the class is a listener of any of the kinds. */
    static boolean isOfSessions(Class<?> type) {
        return HttpSessionListener.class.isAssignableFrom(type)
                || HttpSessionIdListener.class.isAssignableFrom(type)
                || HttpSessionAttributeListener.class.isAssignableFrom(type);
    }

    private static <T> List<T> only(Class<T> kind, Collection<?> all) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return all.stream()
                .filter(kind::isInstance)
                .filter(seen::add)
                .map(kind::cast)
                .toList();
    }
}
