package io.cloakroom.core;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says once a minute at most how many sessions have moved, so that an operator sees when the old store can go. Thread-safe. */
final class MoveLog {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String fromTo;
    private final Clock clock;
    private Instant since;
    private long moved;

    MoveLog(String from, String to, Clock clock) {
        this.fromTo = "from " + from + " to " + to;
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized void count() {
        report();
        moved++;
    }

    /** Says it, if a minute is over and there is something to say. */
    synchronized void report() {
        Instant now = clock.instant();
        if (now.isBefore(since.plus(MINUTE))) {
            return;
        }
        if (moved > 0) {
            LOG.log(
                    Level.INFO,
                    moved + (moved == 1 ? " session" : " sessions") + " moved " + fromTo + " in the last minute.");
        }
        moved = 0;
        since = now;
    }
}
