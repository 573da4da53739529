package io.cloakroom.cdi;

import io.cloakroom.core.Companion;
import io.cloakroom.core.LiveSession;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The beans of one request's session: made from what is stored when they are first used, stored again before each commit. An instance lives for the request.
 * Thread-safe by the session's lock.
 */
final class StoredBeans implements Companion {
    private static final String PLACE = "bean.";

    private final LiveSession session;
    private final ScopeEvents events;
    private final List<Ended> ended = new ArrayList<>();
    private final LiveBeans.Restorations restorations = new LiveBeans.Restorations();

    private LiveBeans live;

    /** Those of a session that this request ended: still there as long as no other session has begun. */
    private LiveBeans former;

    private Object identity;

    StoredBeans(LiveSession session, ScopeEvents events) {
        this.session = session;
        this.events = events;
        this.identity = session.identity();
        this.live = none();
        this.former = none();
    }

    /** The instance, if the session has the bean. */
    <T> Optional<T> find(StoredBean<T> bean, CreationalContext<T> context) {
        synchronized (session) {
            followSession();
            Optional<KeptBean<T>> known = live.find(bean, context);
            if (known.isEmpty() && !session.exists()) {
                known = former.known(bean);
            }
            return known.map(KeptBean::instance);
        }
    }

    /** A new instance. The session begins with it, if there is none. */
    <T> T begin(StoredBean<T> bean, CreationalContext<T> context) {
        synchronized (session) {
            followSession();
            KeptBean<T> made = live.make(bean, context);
            made.putInto(session);
            return made.instance();
        }
    }

    /** Ends the bean's life in the session, before that ends. */
    <T> void destroy(StoredBean<T> bean, CreationalContext<T> context) {
        synchronized (session) {
            followSession();
            live.drop(bean, context).ifPresent(KeptBean::destroy);
        }
    }

    /** The restoration that goes on, if it is that of a bean of this class. */
    Optional<Restoration> restorationOf(Class<?> beanClass) {
        synchronized (session) {
            return restorations.of(beanClass);
        }
    }

    /** The session is about to be ended: all its beans are to be destroyed when the request is over, also those it did not use. */
    void ending(HttpSession view, Collection<StoredBean<?>> all, BeanManager manager) {
        synchronized (session) {
            followSession();
            live.findAll(all, manager);
            ended.add(new Ended(session.identity(), view, live.all()));
        }
    }

    @Override
    public void flush() {
        if (session.identity().equals(identity)) {
            live.putIntoSession();
        }
    }

    /** What others changed meanwhile is seen from now on; what they ended is over. */
    @Override
    public void committed() {
        followSession();
        live.takeFromSession();
    }

    @Override
    public void rolledBack() {
        live = none();
        former = none();
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
            live = none();
            identity = session.identity();
        }
    }

    private LiveBeans none() {
        return new LiveBeans(session, PLACE, restorations);
    }

    /** A session that this request ended, and its beans. */
    private record Ended(Object identity, HttpSession view, List<KeptBean<?>> beans) {}
}
