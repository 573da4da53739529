package io.cloakroom.cdi;

import jakarta.enterprise.context.spi.Contextual;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All the beans of one scope. Thread-safe. */
final class KnownBeans {
    private final Map<Contextual<?>, StoredBean<?>> byContextual = new ConcurrentHashMap<>();

    void add(StoredBean<?> bean) {
        byContextual.put(bean.bean(), bean);
    }

    Collection<StoredBean<?>> all() {
        return byContextual.values();
    }

    @SuppressWarnings("unchecked") // It was added under its own bean.
    <T> StoredBean<T> of(Contextual<T> contextual) {
        StoredBean<?> bean = byContextual.get(contextual);
        if (bean == null) {
            throw new IllegalStateException("A bean of this scope is unknown here: " + contextual + ".");
        }
        return (StoredBean<T>) bean;
    }
}
