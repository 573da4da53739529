package io.cloakroom.http;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EventListener;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the listeners of an application where its server keeps them: the server's own instances, with all that was injected into them, in the order of
 * their registration, however they were registered. The Servlet API has no way to ask for them, so this one is by the names of private fields. Stateless.
 *
 * <p>Left out are listeners of the server's own that look after its own sessions. Those of Faces are not among these: they destroy
 * {@code @ViewScoped} beans when a session ends.
 */
final class ServerListeners {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    /** What servers hand out are facades of facades. */
    private static final int DEEPEST_CONTEXT = 4;

    private static final List<Place> PLACES = List.of(
            new Place("Undertow, of WildFly", "deployment.applicationListeners.allListeners"),
            new Place("Open Liberty", "sessionListeners", "sessionIdListeners", "sessionAttrListeners"),
            new Place("Catalina, of Payara and GlassFish", "sessionListeners", "eventListeners", "eventListeners"),
            new Place(
                    "Tomcat",
                    "applicationLifecycleListenersObjects",
                    "applicationEventListenersList",
                    "applicationEventListenersList"));

    /** Whatever class loader they come from, they look after sessions of the server's. */
    private static final List<String> CDI = List.of("org.apache.webbeans.", "org.jboss.weld.");

    private static final List<String> SERVERS = List.of(
            "com.ibm.",
            "com.sun.appserv.",
            "com.sun.enterprise.",
            "com.sun.web.",
            "fish.payara.",
            "io.openliberty.",
            "io.undertow.",
            "org.apache.catalina.",
            "org.apache.openejb.",
            "org.apache.tomee.",
            "org.glassfish.",
            "org.jboss.",
            "org.wildfly.");

    private ServerListeners() {}

    /** The listeners of this application; empty: its server keeps them where we do not know. */
    static Optional<RegisteredListeners> of(ServletContext context) {
        return of(context, context.getClassLoader());
    }

    /** The same, of whatever has the fields of a server's. */
    static Optional<RegisteredListeners> of(Object context, ClassLoader application) {
        try {
            Object inner = context;
            for (int depth = 0; inner != null && depth < DEEPEST_CONTEXT; depth++) {
                for (Place place : PLACES) {
                    Optional<RegisteredListeners> found = place.in(inner, application);
                    if (found.isPresent()) {
                        return found;
                    }
                }
                inner = field(inner, "context");
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The server does not let us see its listeners.", e);
        }
        return Optional.empty();
    }

    /** The value of a field, be it a class's own or inherited; {@code null} also if there is no such field. */
    private static @Nullable Object field(Object owner, String name) throws IllegalAccessException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            Optional<Field> field = Arrays.stream(type.getDeclaredFields())
                    .filter(it -> it.getName().equals(name))
                    .findFirst();
            if (field.isPresent()) {
                field.get().setAccessible(true);
                return field.get().get(owner);
            }
        }
        return null;
    }

    private static boolean isOfServer(Object listener, @Nullable ClassLoader application) {
        Class<?> type = listener.getClass();
        boolean isBeside = application != null && type.getClassLoader() == application;
        return CDI.stream().anyMatch(type.getName()::startsWith)
                || (!isBeside && SERVERS.stream().anyMatch(type.getName()::startsWith));
    }

    /** Where a server keeps its listeners: paths of fields, from its context on. */
    private record Place(String server, String ofSessions, String ofIds, String ofAttributes) {

        Place(String server, String all) {
            this(server, all, all, all);
        }

        Optional<RegisteredListeners> in(Object context, ClassLoader application) throws ReflectiveOperationException {
            Optional<List<Object>> sessions = list(context, ofSessions, application);
            Optional<List<Object>> ids = list(context, ofIds, application);
            Optional<List<Object>> attributes = list(context, ofAttributes, application);
            return sessions.isPresent() && ids.isPresent() && attributes.isPresent()
                    ? Optional.of(RegisteredListeners.of(sessions.get(), ids.get(), attributes.get()))
                    : Optional.empty();
        }

        private static Optional<List<Object>> list(Object context, String path, ClassLoader application)
                throws ReflectiveOperationException {
            Object at = context;
            for (String name : path.split("\\.", -1)) {
                at = at == null ? null : field(at, name);
            }
            if (at instanceof Object[] array) {
                at = List.of(array);
            }
            if (!(at instanceof Collection<?> all)) {
                return Optional.empty();
            }
            List<Object> found = new ArrayList<>();
            for (Object one : all.toArray()) {
                Object listener = one instanceof EventListener ? one : instanceOf(one);
                if (!isOfServer(listener, application)) {
                    found.add(listener);
                }
            }
            return Optional.of(found);
        }

        /** Undertow's {@code ManagedListener} has the listener inside. */
        private static Object instanceOf(Object holder) throws ReflectiveOperationException {
            return holder.getClass().getMethod("instance").invoke(holder);
        }
    }
}
