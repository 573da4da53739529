package io.cloakroom.cdi;

import io.cloakroom.core.LiveSession;
import java.time.Duration;
import java.time.Instant;
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

    LiveBeans beans() {
        return beans;
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

    /** Makes it a transient one: its beans live until the request is over. */
    void end() {
        isTransient = true;
        StoredConversation.dropFrom(session, id);
        beans.dropAll();
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

    /** The session is about to end. */
    void sessionEnding() {
        isTransient = true;
    }
}
