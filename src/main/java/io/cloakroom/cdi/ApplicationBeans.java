package io.cloakroom.cdi;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * The beans of the application, as the container finds them. A library cannot ask for them: Payara lets it see no bean whose class is in
 * WEB-INF/classes. Thread-safe.
 */
final class ApplicationBeans {
    private final List<Bean<?>> all = new CopyOnWriteArrayList<>();

    void add(Bean<?> bean) {
        all.add(bean);
    }

    /** Those of this type; with whatever qualifiers. */
    Set<Bean<?>> ofType(Class<?> type) {
        return all.stream().filter(bean -> bean.getTypes().contains(type)).collect(Collectors.toUnmodifiableSet());
    }

    /** The instance that {@code @Inject} would give, if there is exactly one. */
    <T> Optional<T> instance(Class<T> type, BeanManager manager) {
        Set<Bean<?>> candidates = ofType(type).stream()
                .filter(bean -> bean.getQualifiers().contains(Default.Literal.INSTANCE))
                .collect(Collectors.toUnmodifiableSet());
        try {
            return Optional.ofNullable(manager.resolve(candidates))
                    .map(bean -> manager.getReference(bean, type, manager.createCreationalContext(bean)))
                    .map(type::cast);
        } catch (AmbiguousResolutionException several) {
            return Optional.empty();
        }
    }
}
