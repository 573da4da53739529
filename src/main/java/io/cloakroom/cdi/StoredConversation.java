package io.cloakroom.cdi;

import io.cloakroom.core.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a session has of a conversation, besides its beans. Immutable.
 *
 * @param key which tells its beans from those of others
 * @param timeout how long it lasts without a request
 * @param end when it is over
 */
record StoredConversation(String key, Duration timeout, Instant end) {
    private static final String RECORDS = "conversation.";
    private static final String BEANS = "conversation-bean.";

    /** A request moves the end of a conversation only if more than this part of the timeout has gone by: most need not write. */
    private static final int LAG = 20;

    /** That of this id, if the session has it; it may be over. */
    static Optional<StoredConversation> in(LiveSession session, String id) {
        boolean isThere = session.hiddenNames().contains(RECORDS + id);
        return isThere
                        && session.hidden(RECORDS + id) instanceof List<?> record
                        && record.size() == 3
                        && record.get(0) instanceof String key
                        && record.get(1) instanceof Number timeout
                        && record.get(2) instanceof Number end
                ? Optional.of(new StoredConversation(
                        key, Duration.ofMillis(timeout.longValue()), Instant.ofEpochMilli(end.longValue())))
                : Optional.empty();
    }

    /** The ids of all that the session has. */
    static List<String> idsIn(LiveSession session) {
        return session.hiddenNames().stream()
                .filter(name -> name.startsWith(RECORDS))
                .map(name -> name.substring(RECORDS.length()))
                .toList();
    }

    /** One that is used now: it lasts for the timeout at least. */
    static StoredConversation usedAt(Instant now, String key, Duration timeout) {
        return new StoredConversation(key, timeout, now.plus(timeout).plus(timeout.dividedBy(LAG)));
    }

    /** Whether it would be over too early if this were its last use. */
    boolean isOld(Instant now, Duration wanted) {
        return !timeout.equals(wanted) || end.isBefore(now.plus(timeout));
    }

    boolean isOver(Instant now) {
        return now.isAfter(end);
    }

    void putInto(LiveSession session, String id) {
        session.hide(RECORDS + id, List.of(key, timeout.toMillis(), end.toEpochMilli()));
    }

    static void dropFrom(LiveSession session, String id) {
        session.dropHidden(RECORDS + id);
    }

    /** What the names of its beans' values begin with. */
    static String placeOf(String key) {
        return BEANS + key + ".";
    }
}
