package io.cloakroom.cdi;

import io.cloakroom.core.LiveSession;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as one request sees it. A transient one lives for the request and leaves no trace in the session; a long-running one is in the session from
 * the moment it begins. The session's lock guards it.
 */
final class LiveConversation {
    private final LiveSession session;
    private final String key;
    private final LiveBeans beans;
    private String id;
    private boolean isTransient;
    private Duration timeout;

    private LiveConversation(
            LiveSession session, String id, StoredConversation stored, LiveBeans.Restorations restorations) {
        this.session = session;
        this.id = id;
        this.key = stored.key();
        this.timeout = stored.timeout();
        this.beans = new LiveBeans(session, StoredConversation.placeOf(key), restorations);
    }

    /** A transient one. */
    static LiveConversation begun(
            LiveSession session, StoredConversation settings, LiveBeans.Restorations restorations) {
        LiveConversation conversation = new LiveConversation(session, settings.key(), settings, restorations);
        conversation.isTransient = true;
        return conversation;
    }

    /** A long-running one that the session has. */
    static LiveConversation found(
            LiveSession session, String id, StoredConversation stored, LiveBeans.Restorations restorations) {
        return new LiveConversation(session, id, stored, restorations);
    }

    /** The instance of a bean, if there is one. The session has none of a transient conversation, and is not asked. */
    <T> Optional<KeptBean<T>> find(StoredBean<T> bean, CreationalContext<T> creation) {
        return isTransient ? beans.known(bean) : beans.find(bean, creation);
    }

    <T> KeptBean<T> make(StoredBean<T> bean, CreationalContext<T> creation) {
        return beans.make(bean, creation);
    }

    /** Takes a bean out of the conversation, and gives its instance, if there is one. */
    <T> Optional<KeptBean<T>> drop(StoredBean<T> bean, CreationalContext<T> creation) {
        return isTransient ? beans.forget(bean) : beans.drop(bean, creation);
    }

    /** The instances that this request has. */
    List<KeptBean<?>> instances() {
        return beans.all();
    }

    boolean isTransient() {
        return isTransient;
    }

    /** The id that it has, had, or will have if it is given none. */
    String id() {
        return id;
    }

    Duration timeout() {
        return timeout;
    }

    void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** Makes it a long-running one. */
    void begin(String newId, Instant now) {
        id = newId;
        isTransient = false;
        flush(now);
    }

    /** Makes it a transient one: its beans, of which these are all there can be, live until the request is over. */
    void end(Collection<StoredBean<?>> all, BeanManager manager) {
        sessionEnding(all, manager);
        StoredConversation.dropFrom(session, id);
        beans.dropAll();
    }

    /** The same, if the session is about to end. */
    void sessionEnding(Collection<StoredBean<?>> all, BeanManager manager) {
        if (!isTransient) {
            beans.findAll(all, manager);
            isTransient = true;
        }
    }

    /** Has the session store it as it is now. */
    void flush(Instant now) {
        if (isTransient) {
            return;
        }
        Optional<StoredConversation> stored = StoredConversation.in(session, id);
        if (session.isWritable() && (stored.isEmpty() || stored.get().isOld(now, timeout))) {
            StoredConversation.usedAt(now, key, timeout).putInto(session, id);
        }
        beans.putIntoSession();
    }

    /** The session was merged with what others have written; one of them may have ended the conversation. */
    void committed() {
        if (isTransient || !session.isWritable()) {
            return;
        }
        if (StoredConversation.in(session, id).isEmpty()) {
            isTransient = true;
        } else {
            beans.takeFromSession();
        }
    }

    /** The session was taken back to an earlier point. */
    void rolledBack() {
        Optional<StoredConversation> stored =
                StoredConversation.in(session, id).filter(it -> it.key().equals(key));
        isTransient = stored.isEmpty();
        if (!isTransient) {
            beans.clear();
        }
    }
}
