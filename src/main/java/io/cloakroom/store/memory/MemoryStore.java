package io.cloakroom.store.memory;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.Sweepable;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records in a map that remembers who was used last. One lock guards it all: no method does more under it than a look-up and a
 * pointer swap, but for the sweep. Of what a full store lets go to make room, expired or not, it tells nobody. Thread-safe.
 */
final class MemoryStore implements SessionStore, Sweepable {
    static final String THRESHOLD = "session.memory.threshold";

    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final Clock clock;
    private final int threshold;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long lastVersion;
    private Instant nextExpiry =
            Instant.MAX; // No record expires earlier; spares a full store a useless sweep for each new record.
    private Instant nextWarning = Instant.MIN;
    private int lostSinceWarning;

    /** The bytes are never handed out nor changed. */
    @SuppressWarnings("ArrayRecordComponent") // Not compared.
    private record Entry(byte[] data, long version, Instant expiresAt) {
        Stored stored() {
            return new Stored(data.clone(), Long.toString(version), Optional.of(expiresAt));
        }
    }

    MemoryStore(Clock clock, int threshold) {
        this.clock = clock;
        this.threshold = threshold;
    }

    @Override
    public synchronized Optional<Stored> find(String key) {
        return Optional.ofNullable(living(key)).map(Entry::stored);
    }

    @Override
    public Optional<Stored> find(String key, Consumer<byte[]> removed) {
        Optional<Entry> late = takeExpired(key);
        late.ifPresent(entry -> removed.accept(entry.data));
        return late.isPresent() ? Optional.empty() : find(key);
    }

    private synchronized Optional<Entry> takeExpired(String key) {
        return living(key) == null ? Optional.ofNullable(entries.remove(key)) : Optional.empty();
    }

    @Override
    public synchronized Optional<String> create(String key, byte[] data, Instant expiresAt) {
        if (living(key) != null) {
            return Optional.empty();
        }
        String version = put(key, data, expiresAt);
        makeRoom();
        return Optional.of(version);
    }

    @Override
    public synchronized Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        Entry entry = living(key);
        if (entry == null || !Long.toString(entry.version).equals(version)) {
            return Optional.empty();
        }
        return Optional.of(put(key, data, expiresAt));
    }

    @Override
    public synchronized void touch(String key, Instant expiresAt) {
        Entry entry = living(key);
        if (entry != null) {
            put(key, new Entry(entry.data, entry.version, expiresAt));
        }
    }

    @Override
    public synchronized void delete(String key) {
        entries.remove(key);
    }

    @Override
    public int sweep(Instant now, int limit) {
        return expired(now, limit).size();
    }

    @Override
    public int sweep(Instant now, int limit, Consumer<byte[]> removed) {
        List<Entry> expired = expired(now, limit);
        expired.forEach(entry -> removed.accept(entry.data));
        return expired.size();
    }

    /** Takes out what has expired. */
    private synchronized List<Entry> expired(Instant now, int limit) {
        List<Entry> removed = new ArrayList<>();
        Instant next = Instant.MAX;
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (!entry.expiresAt.isAfter(now) && removed.size() < limit) {
                all.remove();
                removed.add(entry);
            } else if (entry.expiresAt.isBefore(next)) {
                next = entry.expiresAt;
            }
        }
        nextExpiry = next;
        return removed;
    }

    @Override
    public synchronized void close() {
        entries.clear();
    }

    /** What has expired stays for the sweep, which tells of it. */
    private @Nullable Entry living(String key) {
        Entry entry = entries.get(key);
        return entry != null && entry.expiresAt.isAfter(clock.instant()) ? entry : null;
    }

    private String put(String key, byte[] data, Instant expiresAt) {
        put(key, new Entry(data.clone(), ++lastVersion, expiresAt));
        return Long.toString(lastVersion);
    }

    private void put(String key, Entry entry) {
        entries.put(key, entry);
        if (entry.expiresAt.isBefore(nextExpiry)) {
            nextExpiry = entry.expiresAt;
        }
    }

    private void makeRoom() {
        if (entries.size() <= threshold) {
            return;
        }
        Instant now = clock.instant();
        if (!nextExpiry.isAfter(now)) {
            expired(now, Integer.MAX_VALUE);
        }
        for (Iterator<Entry> eldest = entries.values().iterator(); entries.size() > threshold; ) {
            eldest.next();
            eldest.remove();
            lostSinceWarning++;
        }
        warn(now);
    }

    private void warn(Instant now) {
        if (lostSinceWarning == 0 || now.isBefore(nextWarning)) {
            return;
        }
        LOG.log(
                Level.WARNING,
                "The memory store is full. Sessions lost before they expired: {0}, the least recently used first."
                        + " Raise {1} (now {2}), or choose a session.type that keeps more.",
                lostSinceWarning,
                THRESHOLD,
                Integer.toString(threshold));
        lostSinceWarning = 0;
        nextWarning = now.plus(BETWEEN_WARNINGS);
    }
}
