package io.cloakroom.http;

import io.cloakroom.Session;
import io.cloakroom.SessionException;
import io.cloakroom.core.LiveSession;
import io.cloakroom.core.Savepoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client and the application say to each other at one time, and the session that goes with it: a request and its response, or a message of a
 * WebSocket; or the silence at the end of a session. Thread-safe.
 */
public abstract sealed class Exchange permits RequestSession, MessageExchange, ExpiryExchange {
    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private final Connection connection;
    private final LiveSession session;
    private final HttpSessions httpSessions;
    private volatile boolean isOver;
    private int units;

    /** Begins the session of this client, which loads nothing yet. */
    Exchange(Connection connection) {
        this(connection, connection.application().sessions().begin(connection.cookies()));
    }

    /** With a session that is there. */
    Exchange(Connection connection, LiveSession session) {
        this.connection = connection;
        this.session = session;
        this.httpSessions = new HttpSessions(session, connection.application(), this);
    }

    /** That which the calling thread works for, as far as we have led it there. */
    public static Optional<Exchange> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** From now on the calling thread works for this one. Returns what it worked for, which it has to be {@linkplain #leaveTo led back} to. */
    public final @Nullable Exchange enter() {
        Exchange outer = CURRENT.get();
        CURRENT.set(this);
        return outer;
    }

    /** Leads the calling thread back to what it worked for before. */
    public static void leaveTo(@Nullable Exchange outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    public final Session session() {
        return session;
    }

    /** The session as the engine knows it. */
    public final LiveSession liveSession() {
        return session;
    }

    /** The request as the application sees it now; empty for a message. */
    public abstract Optional<HttpServletRequest> request();

    /** The {@code HttpSession}, if it is ours and no request has it. */
    public Optional<HttpSession> httpSession() {
        return Optional.empty();
    }

    /** The client, if it goes on with the session when this is over. */
    public final Connection connection() {
        return connection;
    }

    /**
     * The same. What was changed so far is committed, unless a unit of work is at it, so that it is found there also while this goes on; but not for a
     * listener, which is called with the session's lock.
     *
     * @throws SessionException if the backend cannot be reached
     */
    final Connection committedConnection() {
        if (!isOver && !Thread.holdsLock(session)) {
            commitUnlessInUnit();
        }
        return connection;
    }

    /** Begins, or goes on after an end that was none: a server dispatches to its error page after the request. */
    final void goesOn() {
        isOver = false;
    }

    /** Lets go of what the session holds. */
    final void end() {
        isOver = true;
        session.requestEnded();
    }

    /** Tells whoever listens of a session that has just begun without a call of the Servlet API. */
    public final void announce() {
        httpSessions.present();
    }

    final HttpSessions httpSessions() {
        return httpSessions;
    }

    /** Begins a unit of work: until it ends, units inside it do not commit. Returns where {@link #rollBack} goes back to. */
    public final synchronized Savepoint beginUnit() {
        Savepoint start = session.savepoint();
        units++;
        return start;
    }

    /** Ends the unit of work begun last. */
    public final synchronized void endUnit() {
        units--;
    }

    /**
     * Commits the session at the end of a unit of work, unless an outer one will.
     *
     * @throws SessionException if the backend cannot be reached
     */
    public final synchronized void commitUnlessInUnit() {
        if (units == 0) {
            save();
        }
    }

    /** Takes back what was changed since the savepoint and not committed. */
    public final void rollBack(Savepoint savepoint) {
        session.rollBack(savepoint);
    }

    /** Commits the session; called with this object's lock. Returns whether the client can still be told of a cookie. */
    abstract boolean save();
}
