package io.cloakroom.cdi;

import io.cloakroom.spi.SessionStoreProvider;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The application's beans that provide stores, made once when the application starts. For one thread. */
final class StoreBeans implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final BeanManager manager;
    private final CreationalContext<?> context;
    private final Map<String, SessionStoreProvider> byType = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Makes them; the container must have validated the beans. */
    StoreBeans(Set<Bean<?>> beans, BeanManager manager) {
        this.manager = manager;
        this.context = manager.createCreationalContext(null);
        Map<String, Map<Bean<?>, SessionStoreProvider>> all = new TreeMap<>();
        for (Bean<?> bean : beans) {
            try {
                SessionStoreProvider provider =
                        (SessionStoreProvider) manager.getReference(bean, SessionStoreProvider.class, context);
                all.computeIfAbsent(provider.type(), type -> new LinkedHashMap<>())
                        .put(bean, provider);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A bean that provides a store fails.", e);
                problems.add(nameOf(bean) + " provides a store, but fails with "
                        + e.getClass().getName() + " when it is made or asked for its type: the log tells more.");
            }
        }
        all.forEach(this::choose);
    }

    /** By the type of their stores. */
    Map<String, SessionStoreProvider> byType() {
        return byType;
    }

    /** What is wrong with them, a sentence each. */
    List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        context.release();
    }

    /** Of several for one type the alternative counts, as wherever beans are injected. */
    private void choose(String type, Map<Bean<?>, SessionStoreProvider> beans) {
        try {
            Bean<?> one = manager.resolve(beans.keySet());
            byType.put(type, Objects.requireNonNull(beans.get(one)));
        } catch (AmbiguousResolutionException e) {
            TreeSet<String> names = new TreeSet<>();
            beans.keySet().forEach(bean -> names.add(nameOf(bean)));
            problems.add("Several beans provide stores of the type " + type + ": " + String.join(", ", names)
                    + ". Leave one, or make one an @Alternative with a @Priority.");
        }
    }

    private static String nameOf(Bean<?> bean) {
        return bean.getBeanClass().getName();
    }
}
