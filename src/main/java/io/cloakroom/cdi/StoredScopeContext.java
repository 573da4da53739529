package io.cloakroom.cdi;

import io.cloakroom.http.Exchange;
import io.cloakroom.http.SessionObserver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the application's {@code @SessionScoped} beans in the session of the request that the calling thread handles. Thread-safe. */
final class StoredScopeContext implements StoredContext, SessionObserver {
    private final BeanManager manager;
    private final ScopeEvents events;
    private final KnownBeans known = new KnownBeans();
    private final CurrentExchange current;

    StoredScopeContext(BeanManager manager) {
        this.manager = manager;
        this.current = new CurrentExchange(manager);
        this.events = ScopeEvents.ofSessions(manager);
    }

    @Override
    public void add(StoredBean<?> bean) {
        known.add(bean);
    }

    @Override
    public void addBeans(AfterBeanDiscovery discovery) {
        discovery
                .<SessionObserver>addBean()
                .beanClass(StoredScopeExtension.class)
                .types(SessionObserver.class)
                .scope(Singleton.class)
                .createWith(creation -> this);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return StoredScope.class;
    }

    /** Always: whoever is told outside of a request that it is not, would be told no reason. */
    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> contextual) {
        return beans(session())
                .find(known.of(contextual), manager.createCreationalContext(contextual))
                .orElse(null);
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> context) {
        Exchange session = session();
        StoredBeans beans = beans(session);
        StoredBean<T> bean = known.of(contextual);
        Optional<T> present = beans.find(bean, context);
        if (present.isPresent()) {
            return present.get();
        }
        T begun = beans.begin(bean, context);
        session.announce();
        return begun;
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        destroyNow(contextual);
    }

    private <T> void destroyNow(Contextual<T> contextual) {
        beans(session()).destroy(known.of(contextual), manager.createCreationalContext(contextual));
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        events.initialized(event.getSession());
    }

    /** The beans live until the request is over (CDI 4.0, section 6.7.2). */
    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        beans(session()).ending(event.getSession(), known.all(), manager);
    }

    @Override
    public Optional<Restoration> restorationOf(Class<?> beanClass) {
        return current.find().flatMap(session -> beans(session).restorationOf(beanClass));
    }

    private StoredBeans beans(Exchange session) {
        return session.liveSession().companion(StoredBeans.class, () -> new StoredBeans(session.liveSession(), events));
    }

    private Exchange session() {
        return current.find()
                .orElseThrow(() -> new ContextNotActiveException(
                        "There is no session here, and so no @SessionScoped bean: it belongs to an HTTP request, and this thread handles none."
                                + " Read what you need from the bean while the request runs, and hand that over."));
    }
}
