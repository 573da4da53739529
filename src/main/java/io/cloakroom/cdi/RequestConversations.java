package io.cloakroom.cdi;

import io.cloakroom.core.Companion;
import io.cloakroom.core.LiveSession;
import io.cloakroom.http.Exchange;
import jakarta.enterprise.context.BusyConversationException;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.NonexistentConversationException;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that one request is in, from its first use on, and those of its session that end by the way. Thread-safe by the session's lock.
 */
final class RequestConversations implements Companion {
    private static final String NO_CONVERSATION = "nocid";
    private static final String PROPAGATION = "conversationPropagation";

    private final Exchange exchange;
    private final LiveSession session;
    private final StoredConversationContext context;
    private final LiveBeans.Restorations restorations = new LiveBeans.Restorations();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Runnable> leaving = new ArrayList<>();

    private @Nullable LiveConversation current;
    private boolean isSwept;

    /** A conversation that ends beside the current one. */
    private record Ended(Object session, String id, List<KeptBean<?>> beans) {}

    RequestConversations(Exchange exchange, StoredConversationContext context) {
        this.exchange = exchange;
        this.session = exchange.liveSession();
        this.context = context;
    }

    /**
     * The conversation: that which the request names, or a transient one.
     *
     * @throws NonexistentConversationException at the first use, if the session does not have what the request names
     * @throws BusyConversationException at the first use, if another request uses it for too long
     */
    LiveConversation current() {
        synchronized (session) {
            LiveConversation known = current;
            return known == null ? firstUse(request()) : known;
        }
    }

    private HttpServletRequest request() {
        return exchange.request()
                .orElseThrow(() -> new ContextNotActiveException(
                        "There is no conversation here: it belongs to an HTTP request, and this is a message."));
    }

    private LiveConversation firstUse(HttpServletRequest request) {
        context.beginning();
        LiveConversation begun = LiveConversation.begun(session, context.draft(), restorations);
        current = begun;
        Optional<String> named = named(request);
        try {
            if (named.isPresent()) {
                LiveConversation found = found(named.get());
                current = found;
                return found;
            }
        } catch (NonexistentConversationException | BusyConversationException e) {
            context.events().initialized(request);
            throw e;
        }
        context.events().initialized(request);
        return begun;
    }

    private Optional<String> named(HttpServletRequest request) {
        String id = request.getParameter(context.settings().parameter());
        boolean isNone =
                request.getParameter(NO_CONVERSATION) != null || "none".equals(request.getParameter(PROPAGATION));
        return id == null || id.isEmpty() || isNone ? Optional.empty() : Optional.of(id);
    }

    /** Enters it, before the session is loaded if that was not yet: what the request before has written must be seen. */
    private LiveConversation found(String id) {
        boolean isLoaded = session.isAccessed();
        if (!exchange.cookies().isEmpty() && !enter(id, context.settings().patience())) {
            throw new BusyConversationException(
                    "Another request of this client is in the conversation: send them one after the other.");
        }
        if (isLoaded) {
            session.refresh();
        }
        return StoredConversation.in(session, id)
                .filter(stored -> !stored.isOver(context.now()))
                .map(stored -> LiveConversation.found(session, id, stored, restorations))
                .orElseThrow(() -> {
                    leave();
                    return new NonexistentConversationException(
                            "The conversation that the request names has ended, or never was: begin another.");
                });
    }

    private boolean enter(String id, Duration patience) {
        Optional<Runnable> entered = context.locks().enter(new ConversationLocks.Key(exchange.cookies(), id), patience);
        entered.ifPresent(leaving::add);
        return entered.isPresent();
    }

    private void leave() {
        leaving.forEach(Runnable::run);
        leaving.clear();
    }

    /** The instance of a bean in the conversation, a new one if there is none. */
    <T> T instance(StoredBean<T> bean, CreationalContext<T> creation) {
        synchronized (session) {
            LiveConversation conversation = current();
            return conversation
                    .find(bean, creation)
                    .orElseGet(() -> conversation.make(bean, creation))
                    .instance();
        }
    }

    /** The instance, if there is one. */
    <T> Optional<T> existing(StoredBean<T> bean, CreationalContext<T> creation) {
        synchronized (session) {
            return current().find(bean, creation).map(KeptBean::instance);
        }
    }

    /** Ends the bean's life before that of the conversation. */
    <T> void destroy(StoredBean<T> bean, CreationalContext<T> creation) {
        synchronized (session) {
            current().drop(bean, creation).ifPresent(KeptBean::destroy);
        }
    }

    Optional<Restoration> restorationOf(Class<?> beanClass) {
        synchronized (session) {
            return restorations.of(beanClass);
        }
    }

    /**
     * Makes the conversation a long-running one.
     *
     * @param id empty: any
     */
    void begin(Optional<String> id) {
        synchronized (session) {
            LiveConversation conversation = current();
            if (!conversation.isTransient()) {
                throw new IllegalStateException(
                        "The conversation is long-running already: ask isTransient() before begin().");
            }
            if (id.isPresent() && StoredConversation.in(session, id.get()).isPresent()) {
                throw new IllegalArgumentException(
                        "A conversation of this session has this id already: choose another, or call begin() without one.");
            }
            String chosen = id.orElse(conversation.id());
            enter(chosen, Duration.ZERO);
            conversation.begin(chosen, context.now());
        }
        exchange.announce();
    }

    /** Makes the conversation a transient one. All its beans end with the request, also those it did not use. */
    void end() {
        synchronized (session) {
            LiveConversation conversation = current();
            if (conversation.isTransient()) {
                throw new IllegalStateException(
                        "The conversation is transient, and ends with the request: ask isTransient() before end().");
            }
            conversation.end(context.beans(), context.manager());
        }
    }

    @Override
    public void flush() {
        LiveConversation conversation = current;
        if (conversation != null) {
            Instant now = context.now();
            sweep(now);
            conversation.flush(now);
        }
    }

    /** Ends what is over of the session's other conversations. */
    private void sweep(Instant now) {
        if (isSwept || !session.isWritable()) {
            return;
        }
        isSwept = true;
        for (String id : others()) {
            StoredConversation.in(session, id)
                    .filter(stored -> stored.isOver(now))
                    .ifPresent(stored -> {
                        beansOf(id, stored).dropAll();
                        StoredConversation.dropFrom(session, id);
                    });
        }
    }

    private List<String> others() {
        LiveConversation conversation = current;
        return StoredConversation.idsIn(session).stream()
                .filter(id -> conversation == null
                        || conversation.isTransient()
                        || !conversation.id().equals(id))
                .toList();
    }

    /** All that it has, which are to be destroyed at the end of the request. */
    private LiveBeans beansOf(String id, StoredConversation stored) {
        LiveBeans beans = new LiveBeans(session, StoredConversation.placeOf(stored.key()), restorations);
        beans.findAll(context.beans(), context.manager());
        ended.add(new Ended(session.identity(), id, beans.all()));
        return beans;
    }

    @Override
    public void committed() {
        if (current != null) {
            current.committed();
        }
    }

    @Override
    public void rolledBack() {
        Object identity = session.identity();
        ended.removeIf(it -> it.session().equals(identity));
        isSwept = false;
        if (current != null) {
            current.rolledBack();
        }
    }

    /** The session is about to end, and all its conversations with the request. */
    void sessionEnding() {
        synchronized (session) {
            for (String id : others()) {
                StoredConversation.in(session, id).ifPresent(stored -> beansOf(id, stored));
            }
            if (current != null) {
                current.sessionEnding(context.beans(), context.manager());
            }
        }
    }

    @Override
    public void requestEnded() {
        LiveConversation conversation = current;
        current = null;
        isSwept = false;
        List<Ended> others = List.copyOf(ended);
        ended.clear();
        try {
            others.forEach(one -> destroy(one.id(), one.beans()));
            if (conversation != null && conversation.isTransient()) {
                destroy(request(), conversation.instances());
            }
        } finally {
            leave();
        }
    }

    private void destroy(Object subject, List<KeptBean<?>> beans) {
        context.events().beforeDestroyed(subject);
        beans.forEach(KeptBean::destroy);
        context.events().destroyed(subject);
    }
}
