package io.cloakroom.store;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.spi.StoreContext;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of stores that this application can have: ours, and those it brings along. Immutable and thread-safe. */
public final class Stores {
    private final Map<String, SessionStoreProvider> byType;

    private Stores(Map<String, SessionStoreProvider> byType) {
        this.byType = byType;
    }

    /** Those that a {@link ServiceLoader} with this class loader finds; the first of a type counts. */
    public static Stores of(ClassLoader application) {
        Map<String, SessionStoreProvider> byType = new TreeMap<>();
        ServiceLoader.load(SessionStoreProvider.class, application)
                .forEach(provider -> byType.putIfAbsent(provider.type(), provider));
        return new Stores(byType);
    }

    /** These, and those that the application says more plainly to be its own; they count where the type is the same. */
    public Stores with(Map<String, SessionStoreProvider> own) {
        Map<String, SessionStoreProvider> all = new TreeMap<>(byType);
        all.putAll(own);
        return new Stores(all);
    }

    /** The values of {@code session.type} that select one. */
    public Set<String> types() {
        return Set.copyOf(byType.keySet());
    }

    /**
     * Opens a store.
     *
     * @throws SessionConfigException if there is none of this type, a setting is wrong, or a driver is missing
     */
    public SessionStore open(String type, StoreContext context) {
        SessionStoreProvider provider = byType.get(type);
        if (provider == null) {
            throw new SessionConfigException(
                    "session.type is " + type + ", which nobody provides here. Choose one of " + byType.keySet() + ".");
        }
        return provider.open(context);
    }
}
