package demo;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The book that everybody sees, kept in memory to keep the demo small: a restart empties it, while the sessions live on.
 * Thread-safe.
 */
@ApplicationScoped
public class Guestbook {
    static final int LONGEST_NAME = 40;
    static final int LONGEST_MESSAGE = 500;
    private static final int CAPACITY = 100;

    private final Clock clock = Clock.systemUTC();
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Adds an entry; the oldest makes room for it once the book is full. */
    synchronized Entry sign(String name, String message) {
        Entry entry = new Entry(name, message, clock.instant());
        entries.addFirst(entry);
        if (entries.size() > CAPACITY) {
            entries.removeLast();
        }
        return entry;
    }

    /** The entries, newest first. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** A name that may stand in the book; empty if it is blank or too long. */
    static Optional<String> name(@Nullable String typed) {
        return text(typed, LONGEST_NAME);
    }

    /** A message that may stand in the book; empty if it is blank or too long. */
    static Optional<String> message(@Nullable String typed) {
        return text(typed, LONGEST_MESSAGE);
    }

    /** Browsers count a line break as one character and send two (HTML standard, "constructing the entry list"). */
    private static Optional<String> text(@Nullable String typed, int longest) {
        return Optional.ofNullable(typed)
                .map(text -> text.replace("\r\n", "\n").strip())
                .filter(text -> !text.isEmpty() && text.length() <= longest);
    }
}
