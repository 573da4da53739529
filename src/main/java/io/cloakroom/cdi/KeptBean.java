package io.cloakroom.cdi;

import io.cloakroom.SessionException;
import io.cloakroom.core.LiveSession;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.Optional;

/**
 * An instance of a bean that one request uses. The session's lock guards it.
 *
 * @param <T> the bean's class
 */
final class KeptBean<T> {
    private final StoredBean<T> bean;
    private final CreationalContext<T> context;
    private final Optional<BeanState> state;
    private T instance;

    /**
     * An instance.
     *
     * @param state of its fields; empty: a product, stored whole
     */
    KeptBean(StoredBean<T> bean, T instance, CreationalContext<T> context, Optional<BeanState> state) {
        this.bean = bean;
        this.instance = instance;
        this.context = context;
        this.state = state;
    }

    T instance() {
        return instance;
    }

    /** Has the session store it as it is now. */
    void putInto(LiveSession session) {
        try {
            state.ifPresentOrElse(
                    fields -> fields.from(instance),
                    () -> session.keep(bean.keyOf(""), instance)
                            .ifPresent(reason -> bean.unstorable("", instance, reason)));
        } catch (SessionException e) {
            bean.unkept(e);
        }
    }

    /** Makes it what the session has now. */
    void takeFrom(LiveSession session) {
        state.ifPresentOrElse(
                fields -> fields.into(instance),
                () -> productIn(bean, session).ifPresent(product -> instance = product));
    }

    /** What a producer made, if it is stored and fits here. */
    @SuppressWarnings("unchecked") // The bean says whether it is one.
    static <T> Optional<T> productIn(StoredBean<T> bean, LiveSession session) {
        try {
            Object stored = session.reveal(bean.keyOf(""));
            if (stored == null || bean.isInstance(stored)) {
                return Optional.ofNullable((T) stored);
            }
            bean.unreadable(
                    "", new ClassCastException("It is a " + stored.getClass().getName() + "."));
        } catch (SessionException e) {
            bean.unreadable("", e);
        }
        return Optional.empty();
    }

    void destroy() {
        bean.bean().destroy(instance, context);
    }
}
