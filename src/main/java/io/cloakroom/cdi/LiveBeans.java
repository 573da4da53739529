package io.cloakroom.cdi;

import io.cloakroom.core.LiveSession;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The instances that one request uses of the beans in one place of its session: made from what is stored when they are first used. The session's lock guards
 * it.
 */
final class LiveBeans {
    private final LiveSession session;
    private final String place;
    private final Restorations restorations;
    private final Map<StoredBean<?>, KeptBean<?>> byBean = new LinkedHashMap<>();

    /** The restorations of one request that go on, the innermost first. */
    static final class Restorations {
        private final Deque<Restoration> stack = new ArrayDeque<>();

        /** The one that goes on, if it is that of a bean of this class. */
        Optional<Restoration> of(Class<?> beanClass) {
            return Optional.ofNullable(stack.peek())
                    .filter(it -> it.state().bean().bean().getBeanClass().equals(beanClass));
        }
    }

    /**
     * None yet.
     *
     * @param place what the names of their values in the session begin with
     */
    LiveBeans(LiveSession session, String place, Restorations restorations) {
        this.session = session;
        this.place = place;
        this.restorations = restorations;
    }

    /** The instance, if this request has one. */
    <T> Optional<KeptBean<T>> known(StoredBean<T> bean) {
        return Optional.ofNullable(byBean.get(bean)).map(LiveBeans::cast);
    }

    /** The instance, if this request or the session has the bean. */
    <T> Optional<KeptBean<T>> find(StoredBean<T> bean, CreationalContext<T> context) {
        if (!byBean.containsKey(bean)) {
            StoredBean<T> here = bean.in(place);
            if (here.isIn(session)) {
                byBean.put(bean, restored(here, context));
            }
        }
        return known(bean);
    }

    /** Finds all that the session has of these. */
    void findAll(Collection<StoredBean<?>> beans, BeanManager manager) {
        beans.forEach(bean -> find(bean, manager));
    }

    private <T> void find(StoredBean<T> bean, BeanManager manager) {
        find(bean, manager.createCreationalContext(bean.bean()));
    }

    /** A new instance, that the session does not have yet. */
    <T> KeptBean<T> make(StoredBean<T> bean, CreationalContext<T> context) {
        StoredBean<T> here = bean.in(place);
        KeptBean<T> made = new KeptBean<>(here, bean.bean().create(context), context, stateOf(here));
        byBean.put(bean, made);
        return made;
    }

    /** Forgets the bean, and gives its instance, if this request has one. */
    <T> Optional<KeptBean<T>> forget(StoredBean<T> bean) {
        Optional<KeptBean<T>> known = known(bean);
        byBean.remove(bean);
        return known;
    }

    /** Takes the bean out of the session, and gives its instance, if there is one. */
    <T> Optional<KeptBean<T>> drop(StoredBean<T> bean, CreationalContext<T> context) {
        find(bean, context);
        bean.in(place).dropFrom(session);
        return forget(bean);
    }

    /** Takes all of them out of the session, and keeps the instances. */
    void dropAll() {
        session.hiddenNames().stream().filter(name -> name.startsWith(place)).forEach(session::dropHidden);
    }

    void putIntoSession() {
        all().forEach(bean -> bean.putInto(session));
    }

    /** Makes them what the session has now; those that it has no more are forgotten. */
    void takeFromSession() {
        if (session.isWritable()) {
            byBean.keySet().removeIf(bean -> !bean.in(place).isIn(session));
        }
        byBean.values().forEach(bean -> bean.takeFrom(session));
    }

    /** Forgets the instances. */
    void clear() {
        byBean.clear();
    }

    List<KeptBean<?>> all() {
        return List.copyOf(byBean.values());
    }

    private <T> KeptBean<T> restored(StoredBean<T> bean, CreationalContext<T> context) {
        Optional<BeanState> state = stateOf(bean);
        if (state.isEmpty()) {
            T product = KeptBean.productIn(bean, session)
                    .orElseGet(() -> bean.bean().create(context));
            return new KeptBean<>(bean, product, context, state);
        }
        Restoration restoration = new Restoration(state.get());
        restorations.stack.push(restoration);
        try {
            T instance = bean.bean().create(context);
            restoration.finish(instance);
            return new KeptBean<>(bean, instance, context, state);
        } finally {
            restorations.stack.remove(restoration);
        }
    }

    private Optional<BeanState> stateOf(StoredBean<?> bean) {
        return bean.fields().map(fields -> new BeanState(bean, fields, session));
    }

    @SuppressWarnings("unchecked") // Found by its bean.
    private static <T> KeptBean<T> cast(KeptBean<?> bean) {
        return (KeptBean<T>) bean;
    }
}
