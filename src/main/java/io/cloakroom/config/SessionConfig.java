package io.cloakroom.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the configuration says, parsed and checked: all that the engine and the HTTP side know of it. Immutable; its {@code toString}
 * shows no secret.
 *
 * @param keys the secrets that sign
 * @param lifetimes when a session ends, and how often it is looked after
 * @param ids what a session id is, in the cookie and in the store
 * @param storage the backend, and what is expected of it
 * @param permanent whether the cookie of a new session outlives the browser
 * @param refreshEachRequest whether a request that only reads moves the expiry, of the record and of a permanent cookie
 * @param cookie how the cookie looks
 * @param former where sessions move from
 * @param servlet what becomes of the container's own session
 */
public record SessionConfig(
        Keys keys,
        Lifetimes lifetimes,
        Ids ids,
        Storage storage,
        boolean permanent,
        boolean refreshEachRequest,
        CookieConfig cookie,
        Optional<Former> former,
        ServletSide servlet) {

    /** Refuses {@code null}. */
    public SessionConfig {
        requireNonNull(keys, "keys");
        requireNonNull(lifetimes, "lifetimes");
        requireNonNull(ids, "ids");
        requireNonNull(storage, "storage");
        requireNonNull(cookie, "cookie");
        requireNonNull(former, "former");
        requireNonNull(servlet, "servlet");
    }

    /**
     * The secrets, in the order of ItsDangerous: the last one signs, all of them verify.
     *
     * @param oldestFirst the fallbacks, oldest first, then {@code secret-key}; empty if none is set
     */
    public record Keys(List<String> oldestFirst) {

        /** Copies the list. */
        public Keys {
            oldestFirst = List.copyOf(oldestFirst);
        }

        /** Whether there is a key to sign with. */
        public boolean canSign() {
            return !oldestFirst.isEmpty();
        }

        /** How many there are, never what they are. */
        @Override
        public String toString() {
            return "Keys[" + oldestFirst.size() + "]";
        }
    }

    /**
     * When a session ends, and how often it is looked after.
     *
     * @param idle how long it lives without a request; positive
     * @param absolute how long it lives whatever happens; positive; empty: without end
     * @param renewalInterval how old an id grows before it is replaced; positive; empty: for ever
     * @param renewalGrace how long an id that was replaced for its age still loads; zero or more
     * @param touchInterval how long an expiry may lag behind before a request that only reads moves it; zero or more
     */
    public record Lifetimes(
            Duration idle,
            Optional<Duration> absolute,
            Optional<Duration> renewalInterval,
            Duration renewalGrace,
            Duration touchInterval) {

        /** Refuses what is out of range. */
        public Lifetimes {
            requirePositive("idle", idle);
            absolute.ifPresent(lifetime -> requirePositive("absolute", lifetime));
            renewalInterval.ifPresent(interval -> requirePositive("renewalInterval", interval));
            require("renewalGrace", !renewalGrace.isNegative());
            require("touchInterval", !touchInterval.isNegative());
        }
    }

    /**
     * What a session id is.
     *
     * @param length bytes of entropy, 16 or more
     * @param hash whether the store holds the id's SHA-256 in its place
     * @param sign whether the cookie carries a signature
     * @param keyPrefix what stands before every key in the store
     */
    public record Ids(int length, boolean hash, boolean sign, String keyPrefix) {

        /** Refuses what is out of range. */
        public Ids {
            require("length", length >= 16);
            requireNonNull(keyPrefix, "keyPrefix");
        }
    }

    /**
     * The backend, and what is expected of it.
     *
     * @param type which one, in lower case; whether there is such a one is not checked here
     * @param format the {@code session.serialization-format} of the records
     * @param serializationFilter decides which classes records and cookies may name, before the default does (JEP 290)
     * @param onFailure what happens when it cannot be reached
     * @param timeout how long a call may take; positive
     * @param sweepInterval how long until the expired records are looked for again; positive
     * @param cleanupEvery after how many requests they are looked for besides; one or more
     */
    public record Storage(
            String type,
            String format,
            Optional<String> serializationFilter,
            Failure onFailure,
            Duration timeout,
            Duration sweepInterval,
            OptionalInt cleanupEvery) {

        /** Refuses what is out of range. */
        public Storage {
            requireNonNull(type, "type");
            requireNonNull(format, "format");
            requireNonNull(serializationFilter, "serializationFilter");
            requireNonNull(onFailure, "onFailure");
            requirePositive("timeout", timeout);
            requirePositive("sweepInterval", sweepInterval);
            require("cleanupEvery", cleanupEvery.orElse(1) >= 1);
        }
    }

    /**
     * The backend that sessions move from as they are used.
     *
     * @param type which one, in lower case; {@code cookie} too; whether there is such a one is not checked here
     * @param format of its records; of no meaning for cookies
     * @param ids those of the new store, but for prefix and hash
     */
    public record Former(String type, String format, Ids ids) {

        /** Refuses {@code null}. */
        public Former {
            requireNonNull(type, "type");
            requireNonNull(format, "format");
            requireNonNull(ids, "ids");
        }
    }

    /**
     * What becomes of the container's own session.
     *
     * @param facade whether {@code HttpSession} is the session
     * @param scopedBeans whether the application's {@code @SessionScoped} beans are kept in the session
     * @param regenerateOnLogin whether the id changes when the container knows another user
     */
    public record ServletSide(boolean facade, boolean scopedBeans, boolean regenerateOnLogin) {}

    /** What a request gets while the backend cannot be reached. */
    public enum Failure {
        /** The exception. */
        FAIL,
        /** A session that begins empty and is not kept. */
        ANONYMOUS
    }

    private static void requirePositive(String what, Duration duration) {
        require(what, !duration.isNegative() && !duration.isZero());
    }

    private static void require(String what, boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException(what + " is out of range");
        }
    }
}
