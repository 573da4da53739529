package io.cloakroom.core;

import io.cloakroom.SessionException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log, once for each name and class, of attributes that applications written for other sessions may have, and that do not fit. Thread-safe.
 */
final class Misfits {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final int MOST = 1000;

    /** Locks that Faces puts into every session: to store one would be of no use, and would keep a session that is empty. */
    private static final Set<String> LOCKS = Set.of("com.sun.faces.context.SessionMap$Mutex");

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Misfits() {}

    static void unstorable(String name, @Nullable Object value, Exception reason) {
        String type = value == null ? "null" : value.getClass().getName();
        if (!LOCKS.contains(type) && isNews(name + ' ' + type)) {
            LOG.log(
                    Level.WARNING,
                    "The session attribute '" + name + "' of the class " + type
                            + " lives for one request only, because it cannot be stored: make it, and all that it refers to, Serializable. "
                            + reason.getMessage());
        }
    }

    static void unreadable(String name, SessionException reason) {
        if (isNews(name)) {
            LOG.log(
                    Level.WARNING,
                    "HttpSession has no attribute '" + name + "' here, though it is stored. " + reason.getMessage());
        }
    }

    private static boolean isNews(String subject) {
        return TOLD.size() < MOST && TOLD.add(subject);
    }
}
