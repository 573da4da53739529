package io.cloakroom.cdi;

import io.cloakroom.core.Companion;
import io.cloakroom.core.LiveSession;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The beans of one request's session: made from what is stored when they are first used, stored again before each commit. An instance lives for the request.
 * Thread-safe by the session's lock.
 */
final class StoredBeans implements Companion {
    private final LiveSession session;
    private final ScopeEvents events;
    private final List<Ended> ended = new ArrayList<>();
    private final Deque<Restoration> restorations = new ArrayDeque<>();

    private Map<StoredBean<?>, KeptBean<?>> live = new LinkedHashMap<>();

    /** Those of a session that this request ended: still there as long as no other session has begun. */
    private Map<StoredBean<?>, KeptBean<?>> former = Map.of();

    private Object identity;

    StoredBeans(LiveSession session, ScopeEvents events) {
        this.session = session;
        this.events = events;
        this.identity = session.identity();
    }

    /** The instance, if the session has the bean. */
    <T> Optional<T> find(StoredBean<T> bean, CreationalContext<T> context) {
        synchronized (session) {
            followSession();
            KeptBean<?> known = live.get(bean);
            if (known == null && bean.isIn(session)) {
                known = restored(bean, context);
                live.put(bean, known);
            }
            if (known == null && !session.exists()) {
                known = former.get(bean);
            }
            return Optional.ofNullable(known).map(KeptBean::instance).map(StoredBeans::cast);
        }
    }

    /** A new instance. The session begins with it, if there is none. */
    <T> T begin(StoredBean<T> bean, CreationalContext<T> context) {
        synchronized (session) {
            KeptBean<T> made = new KeptBean<>(bean, bean.bean().create(context), context, stateOf(bean));
            followSession();
            live.put(bean, made);
            made.putInto(session);
            return made.instance();
        }
    }

    /** Ends the bean's life in the session, before that ends. */
    <T> void destroy(StoredBean<T> bean, CreationalContext<T> context) {
        synchronized (session) {
            find(bean, context);
            KeptBean<?> known = live.remove(bean);
            bean.dropFrom(session);
            if (known != null) {
                known.destroy();
            }
        }
    }

    /** The restoration that goes on, if it is that of a bean of this class. */
    Optional<Restoration> restorationOf(Class<?> beanClass) {
        synchronized (session) {
            return Optional.ofNullable(restorations.peek())
                    .filter(it -> it.state().bean().bean().getBeanClass().equals(beanClass));
        }
    }

    /** The session is about to be ended: all its beans are to be destroyed when the request is over, also those it did not use. */
    void ending(HttpSession view, Collection<StoredBean<?>> all, BeanManager manager) {
        synchronized (session) {
            all.forEach(bean -> findForEnd(bean, manager));
            ended.add(new Ended(session.identity(), view, List.copyOf(live.values())));
        }
    }

    @Override
    public void flush() {
        if (session.identity().equals(identity)) {
            List.copyOf(live.values()).forEach(bean -> bean.putInto(session));
        }
    }

    /** What others changed meanwhile is seen from now on; what they ended is over. */
    @Override
    public void committed() {
        followSession();
        if (session.isWritable()) {
            live.keySet().removeIf(bean -> !bean.isIn(session));
        }
        live.values().forEach(bean -> bean.takeFrom(session));
    }

    @Override
    public void rolledBack() {
        live = new LinkedHashMap<>();
        former = Map.of();
        identity = session.identity();
        ended.removeIf(it -> it.identity().equals(identity));
    }

    @Override
    public void requestEnded() {
        List<Ended> sessions = List.copyOf(ended);
        ended.clear();
        for (Ended one : sessions) {
            events.beforeDestroyed(one.view());
            one.beans().forEach(KeptBean::destroy);
            events.destroyed(one.view());
        }
    }

    private void followSession() {
        if (!session.identity().equals(identity)) {
            former = live;
            live = new LinkedHashMap<>();
            identity = session.identity();
        }
    }

    private <T> void findForEnd(StoredBean<T> bean, BeanManager manager) {
        find(bean, manager.createCreationalContext(bean.bean()));
    }

    private <T> KeptBean<T> restored(StoredBean<T> bean, CreationalContext<T> context) {
        Optional<BeanState> state = stateOf(bean);
        if (state.isEmpty()) {
            T product = KeptBean.productIn(bean, session)
                    .orElseGet(() -> bean.bean().create(context));
            return new KeptBean<>(bean, product, context, state);
        }
        Restoration restoration = new Restoration(state.get());
        restorations.push(restoration);
        try {
            T instance = bean.bean().create(context);
            restoration.finish(instance);
            return new KeptBean<>(bean, instance, context, state);
        } finally {
            restorations.remove(restoration);
        }
    }

    private Optional<BeanState> stateOf(StoredBean<?> bean) {
        return bean.fields().map(fields -> new BeanState(bean, fields, session));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Found by its bean.
    private static <T> T cast(Object instance) {
        return (T) instance;
    }

    /** A session that this request ended, and its beans. */
    private record Ended(Object identity, HttpSession view, List<KeptBean<?>> beans) {}
}
