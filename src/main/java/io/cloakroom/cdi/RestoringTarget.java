package io.cloakroom.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import java.util.Optional;
import java.util.Set;

/**
 * Makes instances as the container does, but that of a stored bean goes on where it was: its {@code @PostConstruct} ran when it began. Thread-safe.
 *
 * @param <T> the bean's class
 */
final class RestoringTarget<T> implements InjectionTarget<T> {
    private final InjectionTarget<T> target;
    private final Class<T> beanClass;
    private final StoredContext context;

    RestoringTarget(InjectionTarget<T> target, Class<T> beanClass, StoredContext context) {
        this.target = target;
        this.beanClass = beanClass;
        this.context = context;
    }

    @Override
    public T produce(CreationalContext<T> creation) {
        return target.produce(creation);
    }

    @Override
    public void inject(T instance, CreationalContext<T> creation) {
        target.inject(instance, creation);
    }

    @Override
    public void postConstruct(T instance) {
        Optional<Restoration> restoration = context.restorationOf(beanClass);
        if (restoration.isPresent()) {
            restoration.get().insteadOf(() -> target.postConstruct(instance), instance);
        } else {
            target.postConstruct(instance);
        }
    }

    @Override
    public void preDestroy(T instance) {
        target.preDestroy(instance);
    }

    @Override
    public void dispose(T instance) {
        target.dispose(instance);
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return target.getInjectionPoints();
    }
}
