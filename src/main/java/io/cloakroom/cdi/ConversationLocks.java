package io.cloakroom.cdi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one request at a time into a conversation, on this node. A request need not leave on the thread that entered, for it may go on asynchronously.
 * Thread-safe.
 */
final class ConversationLocks {
    private final ConcurrentMap<Key, Turn> turns = new ConcurrentHashMap<>();

    /**
     * A conversation.
     *
     * @param client what its client sends in its cookies: known before its session is
     * @param id of the conversation
     */
    record Key(List<String> client, String id) {
        /** Copies the list. */
        Key {
            client = List.copyOf(client);
        }

        /** Not what the client sends. */
        @Override
        public String toString() {
            return "Key";
        }
    }

    /** Whose turn it is, and how many wait for theirs. */
    private record Turn(Semaphore free, int takers) {
        Turn(int takers) {
            this(new Semaphore(1, true), takers);
        }

        Turn with(int more) {
            return new Turn(free, takers + more);
        }
    }

    /** Enters the conversation. Returns what leaves it again; empty: another request stayed in it for longer than this. */
    Optional<Runnable> enter(Key key, Duration patience) {
        Turn turn = turns.merge(key, new Turn(1), (present, one) -> present.with(1));
        try {
            if (turn.free().tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(() -> {
                    turn.free().release();
                    leave(key);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave(key);
        return Optional.empty();
    }

    private void leave(Key key) {
        turns.computeIfPresent(key, (same, turn) -> turn.takers() == 1 ? null : turn.with(-1));
    }
}
