package io.cloakroom.cdi;

import io.cloakroom.http.Exchange;
import io.cloakroom.http.SessionObserver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the application's {@code @SessionScoped} beans in the session of the request that the calling thread handles. Thread-safe. */
final class StoredScopeContext implements AlterableContext, SessionObserver {
    private final BeanManager manager;
    private final ScopeEvents events;
    private final Map<Contextual<?>, StoredBean<?>> known = new ConcurrentHashMap<>();
    private volatile @Nullable CurrentSession current;

    StoredScopeContext(BeanManager manager) {
        this.manager = manager;
        this.events = new ScopeEvents(manager);
    }

    /** From now on the bean is known. */
    void add(StoredBean<?> bean) {
        known.put(bean.bean(), bean);
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
                .find(bean(contextual), manager.createCreationalContext(contextual))
                .orElse(null);
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> context) {
        Exchange session = session();
        StoredBeans beans = beans(session);
        StoredBean<T> bean = bean(contextual);
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
        beans(session()).destroy(bean(contextual), manager.createCreationalContext(contextual));
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        events.initialized(event.getSession());
    }

    /** The beans live until the request is over (CDI 4.0, section 6.7.2). */
    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        beans(session()).ending(event.getSession(), known.values(), manager);
    }

    /** The restoration that goes on in this request, if it is that of a bean of this class. */
    Optional<Restoration> restorationOf(Class<?> beanClass) {
        return find().flatMap(session -> beans(session).restorationOf(beanClass));
    }

    private StoredBeans beans(Exchange session) {
        return session.liveSession().companion(StoredBeans.class, () -> new StoredBeans(session.liveSession(), events));
    }

    @SuppressWarnings("unchecked") // It was added under its own bean.
    private <T> StoredBean<T> bean(Contextual<T> contextual) {
        StoredBean<?> bean = known.get(contextual);
        if (bean == null) {
            throw new IllegalStateException("A bean of this scope is unknown here: " + contextual + ".");
        }
        return (StoredBean<T>) bean;
    }

    private Exchange session() {
        return find().orElseThrow(() -> new ContextNotActiveException(
                "There is no session here, and so no @SessionScoped bean: it belongs to an HTTP request, and this thread handles none."
                        + " Read what you need from the bean while the request runs, and hand that over."));
    }

    private Optional<Exchange> find() {
        CurrentSession found = current;
        if (found == null) {
            found = manager.createInstance().select(CurrentSession.class).get();
            current = found;
        }
        return found.find();
    }
}
