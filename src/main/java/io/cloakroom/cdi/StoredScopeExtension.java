package io.cloakroom.cdi;

import io.cloakroom.config.ConfigReader;
import io.cloakroom.http.SessionObserver;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves the application's {@code @SessionScoped} beans into the session, as {@code session.scoped-beans} says. A second context for {@code SessionScoped}
 * beside the container's would be an error, so they get a scope of ours. For the container's start-up thread.
 */
public class StoredScopeExtension implements Extension {
    private @Nullable StoredScopeContext context;

    /** For the container. */
    public StoredScopeExtension() {}

    void begin(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
        if (ConfigReader.ofCurrent().keepsScopedBeans()) {
            discovery.addScope(StoredScope.class, true, false);
            context = new StoredScopeContext(manager);
        }
    }

    <T> void move(@Observes ProcessBeanAttributes<T> bean) {
        if (context != null
                && bean.getBeanAttributes().getScope().equals(SessionScoped.class)
                && SessionBeans.isOfTheApplication(bean.getAnnotated())) {
            bean.configureBeanAttributes().scope(StoredScope.class);
        }
    }

    <T> void restore(@Observes ProcessInjectionTarget<T> target, BeanManager manager) {
        AnnotatedType<T> type = target.getAnnotatedType();
        if (context != null && SessionBeans.isSessionScoped(type, manager) && SessionBeans.isOfTheApplication(type)) {
            target.setInjectionTarget(new RestoringTarget<>(target.getInjectionTarget(), type.getJavaClass(), context));
        }
    }

    <T> void collect(@Observes ProcessBean<T> processed) {
        if (context != null && processed.getBean().getScope().equals(StoredScope.class)) {
            Bean<T> bean = processed.getBean();
            Annotated annotated = processed.getAnnotated();
            Optional<BeanFields> fields = annotated instanceof AnnotatedType
                    ? Optional.of(new BeanFields(bean.getBeanClass(), bean.getInjectionPoints()))
                    : Optional.empty();
            context.add(new StoredBean<>(bean, BeanName.of(bean, annotated), fields));
        }
    }

    void addContext(@Observes AfterBeanDiscovery discovery) {
        StoredScopeContext ours = context;
        if (ours != null) {
            discovery.addContext(ours);
            discovery
                    .<SessionObserver>addBean()
                    .beanClass(StoredScopeExtension.class)
                    .types(SessionObserver.class)
                    .scope(Singleton.class)
                    .createWith(creation -> ours);
        }
    }
}
