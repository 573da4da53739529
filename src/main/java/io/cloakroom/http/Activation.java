package io.cloakroom.http;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells values that are {@link HttpSessionActivationListener}s when they come from the store and go there, as a server with distributed sessions does.
 *
 * <p>{@code sessionDidActivate} comes once a request, before {@code getAttribute} hands out a value that was stored, so that it can get back what is
 * {@code transient} in it; {@code sessionWillPassivate} comes before the session is written, if the value was handed out or put since it was read or
 * written last. A value that is asked for again after an early commit is activated again. For one thread; the session's lock guards it.
 */
final class Activation {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final Set<HttpSessionActivationListener> active = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The value is about to be handed out. */
    void handingOut(HttpSession session, @Nullable Object value) {
        if (value instanceof HttpSessionActivationListener listener && active.add(listener)) {
            tell(listener, it -> it.sessionDidActivate(new HttpSessionEvent(session)));
        }
    }

    /** The application has put the value. */
    void put(Object value) {
        if (value instanceof HttpSessionActivationListener listener) {
            active.add(listener);
        }
    }

    /** The value is none of the session's any more. */
    void dropped(@Nullable Object value) {
        if (value instanceof HttpSessionActivationListener listener) {
            active.remove(listener);
        }
    }

    /** The session is about to be written. */
    void writing(HttpSession session) {
        List<HttpSessionActivationListener> all = List.copyOf(active);
        active.clear();
        all.forEach(listener -> tell(listener, it -> it.sessionWillPassivate(new HttpSessionEvent(session))));
    }

    /** The values that were handed out are not the session's any more. */
    void clear() {
        active.clear();
    }

    private static void tell(HttpSessionActivationListener listener, Consumer<HttpSessionActivationListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.ERROR,
                    "The session attribute of the class " + listener.getClass().getName()
                            + " failed when it was activated or passivated; the request goes on.",
                    e);
        }
    }
}
