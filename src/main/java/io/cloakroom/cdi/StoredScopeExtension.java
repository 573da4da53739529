package io.cloakroom.cdi;

import io.cloakroom.config.ConfigReader;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.lang.annotation.Annotation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the application's {@code @SessionScoped} and {@code @ConversationScoped} beans into the session, as {@code session.scoped-beans} says. A second
 * context for a scope of the container's, beside its own, would be an error, so they get scopes of ours. For the container's start-up thread.
 */
public class StoredScopeExtension implements Extension {
    /** By the scopes that the beans have. */
    private final Map<Class<? extends Annotation>, StoredContext> contexts = new LinkedHashMap<>();

    /** For the container. */
    public StoredScopeExtension() {}

    void begin(@Observes BeforeBeanDiscovery discovery, BeanManager manager) {
        if (ConfigReader.ofCurrent().keepsScopedBeans()) {
            contexts.put(SessionScoped.class, new StoredScopeContext(manager));
            contexts.put(
                    ConversationScoped.class,
                    new StoredConversationContext(manager, Clock.systemUTC(), new SecureRandom()));
            contexts.values().forEach(context -> discovery.addScope(context.getScope(), true, false));
        }
    }

    /** An EJB cannot be moved; a conversation that only some of its beans are in would be none. */
    void leaveToContainer(@Observes @WithAnnotations(ConversationScoped.class) ProcessAnnotatedType<?> type) {
        AnnotatedType<?> bean = type.getAnnotatedType();
        if (bean.isAnnotationPresent(ConversationScoped.class) && SessionBeans.isEjb(bean)) {
            contexts.remove(ConversationScoped.class);
        }
    }

    <T> void move(@Observes ProcessBeanAttributes<T> bean) {
        StoredContext context = contexts.get(bean.getBeanAttributes().getScope());
        if (context != null && SessionBeans.isOfTheApplication(bean.getAnnotated())) {
            bean.configureBeanAttributes().scope(context.getScope());
        }
    }

    <T> void restore(@Observes ProcessInjectionTarget<T> target, BeanManager manager) {
        AnnotatedType<T> type = target.getAnnotatedType();
        contexts.forEach((scope, context) -> {
            if (SessionBeans.haveScope(type.getAnnotations(), scope, manager)
                    && SessionBeans.isOfTheApplication(type)) {
                target.setInjectionTarget(
                        new RestoringTarget<>(target.getInjectionTarget(), type.getJavaClass(), context));
            }
        });
    }

    <T> void collect(@Observes ProcessBean<T> processed) {
        contexts.values().stream()
                .filter(context -> processed.getBean().getScope().equals(context.getScope()))
                .forEach(context -> {
                    Bean<T> bean = processed.getBean();
                    Annotated annotated = processed.getAnnotated();
                    Optional<BeanFields> fields = annotated instanceof AnnotatedType
                            ? Optional.of(new BeanFields(bean.getBeanClass(), bean.getInjectionPoints()))
                            : Optional.empty();
                    context.add(new StoredBean<>(bean, BeanName.of(bean, annotated), fields));
                });
    }

    void addContexts(@Observes AfterBeanDiscovery discovery) {
        contexts.values().forEach(context -> {
            discovery.addContext(context);
            context.addBeans(discovery);
        });
    }

    void takeOver(@Observes AfterDeploymentValidation validation) {
        if (contexts.get(ConversationScoped.class) instanceof StoredConversationContext conversations) {
            conversations.takeOver();
        }
    }
}
