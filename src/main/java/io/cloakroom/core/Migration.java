package io.cloakroom.core;

import io.cloakroom.core.Records.Moved;
import io.cloakroom.spi.SessionStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The old store, from which sessions move as they are used, and how its keys and records become those of the new one. Thread-safe. */
final class Migration implements AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(10);

    /** What a store's keys and records look like. */
    record Form(SessionIds ids, Records records) {}

    /**
     * A session that a cookie may stand for.
     *
     * @param formerKey its key in the old store, if it may be there
     */
    record Candidate(String id, Optional<String> formerKey) {}

    private final SessionStore old;
    private final Form before;
    private final Form now;
    private final MoveLog log;
    private final Leftovers leftovers;
    private volatile @Nullable ScheduledFuture<?> rounds;

    Migration(SessionStore old, Form before, Form now, MoveLog log) {
        this.old = old;
        this.before = before;
        this.now = now;
        this.log = log;
        this.leftovers = new Leftovers(old);
    }

    /** The old store as a request sees it; cookies, which it has at hand, cost nothing. */
    SessionStore counted(StoreCalls calls) {
        return isFromCookies() ? old : calls.on(old, before.records());
    }

    /** Whether sessions come out of signed cookies: then a session has moved when its client has another cookie. */
    boolean isFromCookies() {
        return old instanceof SignedCookies;
    }

    /** What a cookie's value stands for: an id, or, if sessions come out of signed cookies, the session itself. */
    Optional<Candidate> candidate(String cookie) {
        Optional<String> id = now.ids().fromCookie(cookie);
        if (!isFromCookies()) {
            return id.map(it -> new Candidate(it, Optional.of(before.ids().key(it))));
        }
        return id.map(it -> new Candidate(it, Optional.empty()))
                .or(() -> old.find(cookie).map(signed -> new Candidate(now.ids().from(cookie), Optional.of(cookie))));
    }

    /** The key in the new store of what has this one in the old store; empty: that cannot be told. */
    Optional<String> keyOf(String formerKey) {
        return now.ids().keyOf(formerKey, before.ids());
    }

    /** What stands in the old store while its record moves. */
    byte[] held(byte[] record) {
        return before.records().writeHeld(record);
    }

    boolean isHeld(byte[] there) {
        return before.records().readHeld(there).isPresent();
    }

    /** Where the session went within the old store, if the record of the old store says that. */
    Optional<Moved> movedOn(byte[] there) {
        return before.records().readMoved(there);
    }

    /** A record of the new store that says where the session went. */
    byte[] movedTo(String key, Moved moved) {
        return now.records().writeMoved(new Moved(key, moved.loadsUntil()));
    }

    /**
     * The record of the new store for one of the old, held or not.
     *
     * @throws io.cloakroom.spi.CodecException if it is damaged
     */
    byte[] translated(byte[] there) {
        byte[] record = before.records().readHeld(there).orElse(there);
        return Translation.record(
                record, before.records().codec(), now.records().codec());
    }

    /** Deletes a record of the old store, now or later; a session that moved or ended is not to fail for that. */
    void delete(SessionStore counted, String formerKey) {
        leftovers.delete(counted, formerKey);
    }

    void count() {
        log.count();
    }

    /** Tells of the sessions that moved, and tries again what did not work. */
    void start(ScheduledExecutorService executor) {
        rounds =
                executor.scheduleWithFixedDelay(this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    void round() {
        log.report();
        leftovers.deleteAgain();
    }

    @Override
    public void close() {
        ScheduledFuture<?> running = rounds;
        if (running != null) {
            running.cancel(false);
        }
        old.close();
    }
}
