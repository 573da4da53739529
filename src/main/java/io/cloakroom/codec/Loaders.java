package io.cloakroom.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders of an application. Immutable and thread-safe.
 *
 * @param all finds every class that the application can see, the server's among them
 * @param own define the application's classes, or loaders below them do
 */
record Loaders(ClassLoader all, Set<ClassLoader> own) {

    /**
     * Those of the application whose threads have this loader. On Open Liberty it defines no class, and the one that does is none of its parents; but it is
     * the loader of this library in the application.
     */
    static Loaders of(ClassLoader application) {
        ClassLoader ours = Loaders.class.getClassLoader();
        boolean isBeside = ours != null && !isBelow(application, ours) && finds(application, Loaders.class);
        return new Loaders(application, isBeside ? Set.of(application, ours) : Set.of(application));
    }

    boolean define(Class<?> type) {
        return own.stream().anyMatch(loader -> isBelow(type.getClassLoader(), loader));
    }

    private static boolean isBelow(@Nullable ClassLoader below, ClassLoader above) {
        for (ClassLoader loader = below; loader != null; loader = loader.getParent()) {
            if (loader == above) {
                return true;
            }
        }
        return false;
    }

    private static boolean finds(ClassLoader loader, Class<?> type) {
        try {
            return loader.loadClass(type.getName()) == type;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
