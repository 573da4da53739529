package io.cloakroom.core;

import io.cloakroom.SessionException;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The door to the engine: begins the session of a request, and commits it. Thread-safe.
 *
 * <p>Two calls a request; the session itself does the rest when it is used.
 */
public final class Sessions implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final int DEEPEST_CAUSE = 20;

    private final Backend backend;
    private final SessionConfig config;
    private final Expiry expiry;
    private final Expirations expirations;
    private final List<Sweeper> sweepers;
    private final Optional<Migration> migration;
    private volatile Optional<ScheduledExecutorService> executor = Optional.empty();

    /**
     * Where sessions are kept.
     *
     * @param codec of its records
     */
    public record Home(SessionStore store, SessionCodec codec) {}

    private Sessions(Backend backend, Assembly assembly, List<Sweeper> sweepers, Optional<Migration> migration) {
        this.backend = backend;
        this.config = assembly.config();
        this.expiry = assembly.expiry();
        this.expirations = assembly.expirations();
        this.sweepers = sweepers;
        this.migration = migration;
    }

    private Sessions(Backend backend, Assembly assembly) {
        this(backend, assembly, List.of(), Optional.empty());
    }

    /** Sessions in a store, which is closed with them. */
    public static Sessions inStore(SessionStore store, SessionCodec codec, SessionConfig config, Clock clock) {
        Assembly assembly = new Assembly(config, clock);
        Records records = new Records(codec);
        Backend backend = assembly.backend(store, records, Optional.empty());
        return new Sessions(backend, assembly, assembly.sweeper(store, records).toList(), Optional.empty());
    }

    /**
     * Sessions that move from one store to another as they are used; both are closed with them.
     *
     * @param config says where they come from
     */
    public static Sessions movingHouse(Home from, Home to, SessionConfig config, Clock clock) {
        Assembly assembly = new Assembly(config, clock);
        return moving(from.store(), assembly.formerForm(from.codec()), to, assembly);
    }

    /**
     * Sessions that move from signed cookies to a store as they are used.
     *
     * @param codec of the cookies
     * @param config has the key that signed them
     */
    public static Sessions leavingCookies(SessionCodec codec, Home to, SessionConfig config, Clock clock) {
        Assembly assembly = new Assembly(config, clock);
        Records records = new Records(codec);
        SessionStore from = new SignedCookies(assembly.serializer(), records, assembly.expiry(), clock);
        return moving(from, new Migration.Form(assembly.ids(), records), to, assembly);
    }

    private static Sessions moving(SessionStore from, Migration.Form before, Home to, Assembly assembly) {
        Records records = new Records(Translation.codec(before.records().codec(), to.codec()));
        Optional<Migration> migration = Optional.of(assembly.migration(from, before, records));
        Backend backend = assembly.backend(to.store(), records, migration);
        List<Sweeper> sweepers = Stream.concat(
                        assembly.sweeper(to.store(), records), assembly.sweeper(from, before.records()))
                .toList();
        return new Sessions(backend, assembly, sweepers, migration);
    }

    /** Sessions in signed cookies; without a secret key they can be read, and are empty. */
    public static Sessions inCookies(SessionCodec codec, SessionConfig config, Clock clock) {
        if (!config.keys().canSign()) {
            return nowhere(
                    "The session cannot be written: with session.type=cookie it is kept in a signed cookie, and there is no secret key."
                            + " Set secret-key (environment: SECRET_KEY) to at least 32 random bytes.",
                    codec,
                    config,
                    clock);
        }
        Assembly assembly = new Assembly(config, clock);
        return new Sessions(assembly.cookies(new Records(codec)), assembly);
    }

    /**
     * Sessions that are always empty.
     *
     * @param reason what whoever writes to one is told: a sentence with the cure
     */
    public static Sessions nowhere(String reason, SessionCodec codec, SessionConfig config, Clock clock) {
        Backend backend = new NullBackend(config.storage().type(), reason, codec, clock);
        return new Sessions(backend, new Assembly(config, clock));
    }

    /**
     * The session of a request; nothing is loaded before it is used.
     *
     * @param cookies the values of all cookies with our name, in the client's order
     */
    public LiveSession begin(List<String> cookies) {
        return new LiveSession(this, cookies, new StoreCalls(expirations));
    }

    /**
     * Writes what the request did to the session since the last commit; nothing, if it did nothing.
     *
     * @param cookieOpen whether the response can still take a cookie: a session that needs one and cannot have it is not written, and a WARN says so
     * @return what the response has to do about the cookie; {@code Keep} does not take back what an earlier commit said
     * @throws StoreException if the backend cannot be reached and {@code session.on-store-failure} is {@code fail}
     */
    public CookieChange commit(LiveSession session, boolean cookieOpen) {
        synchronized (session) {
            session.writing();
            session.flush();
            Optional<SessionState> state = session.stateIfOpened();
            return state.isPresent() ? commit(session, state.get(), cookieOpen) : new CookieChange.Keep();
        }
    }

    /** What may be told of a session id: the first 8 hex digits of its SHA-256. */
    public static String fingerprint(String id) {
        return SessionIds.fingerprint(id);
    }

    /** The outage of a backend that a failure goes back to, if it does; containers and frameworks wrap exceptions. */
    public static Optional<SessionException> outageIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof StoreException outage) {
                return Optional.of(outage);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Sweeps expired records regularly, where the store wants that, and looks after sessions that move. */
    public void startSweeping(ScheduledExecutorService scheduler) {
        executor = Optional.of(scheduler);
        sweepers.forEach(it -> it.schedule(scheduler, config.storage().sweepInterval()));
        migration.ifPresent(it -> it.start(scheduler));
    }

    /**
     * From now on, this is told of sessions that have expired, as far as the store tells, on the node that removed the record: by the thread that sweeps, or
     * by that of the request which came too late.
     */
    public void onExpiry(Consumer<ExpiredSession> listener) {
        expirations.tellTo(
                remains -> listener.accept(new ExpiredSession(remains.idHash(), LiveSession.expired(this, remains))));
    }

    @Override
    public void close() {
        sweepers.forEach(Sweeper::close);
        backend.close();
    }

    Backend backend() {
        return backend;
    }

    Optional<Migration> migration() {
        return migration;
    }

    List<Sweeper> sweepers() {
        return sweepers;
    }

    Expiry expiry() {
        return expiry;
    }

    SessionState open(List<String> cookies, StoreCalls calls) {
        try {
            return new SessionState(backend.open(cookies, calls), backend.codec());
        } catch (StoreException e) {
            if (config.storage().onFailure() == SessionConfig.Failure.FAIL) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "The request goes on without its session, which could not be loaded; what it changes is not kept. "
                            + e.getMessage());
            return SessionState.detached(backend.fresh(), backend.codec());
        }
    }

    private CookieChange commit(LiveSession session, SessionState state, boolean cookieOpen) {
        if (state.isDetached()) {
            return new CookieChange.Keep();
        }
        Draft draft = cookieOpen ? state.draft() : withoutCookie(state.draft());
        try {
            Backend.Committed committed = backend.commit(draft, cookieOpen, session.calls());
            session.committed(committed.now());
            session.calls().tellOfExpired();
            sweepNowAndThen();
            return committed.cookie();
        } catch (StoreException e) {
            if (config.storage().onFailure() == SessionConfig.Failure.FAIL) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "The session could not be saved; what the request changed is lost. " + e.getMessage());
            state.detach();
            return new CookieChange.Keep();
        }
    }

    /** What is left of a draft when the client can no longer be told of it. */
    private Draft withoutCookie(Draft draft) {
        boolean isChanged =
                !draft.changes().isEmpty() || draft.isRenewed() || draft.ended().isPresent();
        boolean isInCookie = isChanged && backend instanceof CookieBackend;
        boolean isBegun = draft.opened().origin().isEmpty()
                && !draft.changes().attributes().isEmpty();
        if (isInCookie || isBegun) {
            warnTooLate(
                    "its changes are lost, of " + draft.changes().attributes().keySet());
            return draft.withoutChanges();
        }
        if (draft.isRenewed()) {
            warnTooLate("it keeps its old id");
            return draft.withId(draft.opened().id());
        }
        return draft;
    }

    private static void warnTooLate(String consequence) {
        LOG.log(
                Level.WARNING,
                "A session needed a new cookie after the response had been sent: " + consequence
                        + ". Use the session before the first byte of the response.");
    }

    /** Flask-Session's {@code SESSION_CLEANUP_N_REQUESTS}, off the request's path. */
    private void sweepNowAndThen() {
        if (config.storage().cleanupEvery().isPresent()
                && executor.isPresent()
                && ThreadLocalRandom.current()
                                .nextInt(config.storage().cleanupEvery().getAsInt())
                        == 0) {
            sweepers.forEach(sweeper -> executor.get().execute(sweeper::sweep));
        }
    }
}
