package io.cloakroom.http;

import io.cloakroom.SessionEnded;
import io.cloakroom.core.Companion;
import io.cloakroom.core.CookieChange;
import io.cloakroom.core.LiveSession;
import io.cloakroom.core.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code HttpSession}s of one request, one after the other, as each is invalidated; all of them views of the request's session. Thread-safe by the
 * session's lock.
 */
final class HttpSessions implements Companion {
    /** Marks a session that {@code getSession()} began: it is kept though it is empty, and its id with it. */
    private static final String BEGUN = "http";

    private static final String PRINCIPAL = "principal";

    /** Since Servlet 6.1. */
    private static final boolean HAS_ACCESSORS = Stream.of(HttpSession.class.getMethods())
            .anyMatch(it -> it.getName().equals("getAccessor"));

    private final LiveSession session;
    private final WebApplication application;
    private final SessionListeners listeners;
    private final Exchange exchange;
    private final Activation activation = new Activation();

    private @Nullable StoredHttpSession current;
    private @Nullable Object announced;
    private @Nullable Object unwritable;

    HttpSessions(LiveSession session, WebApplication application, Exchange exchange) {
        this.session = session;
        this.application = application;
        this.listeners = application.listeners();
        this.exchange = exchange;
        session.accompanyBy(this);
    }

    /** The session, if there is one. */
    Optional<StoredHttpSession> present() {
        synchronized (session) {
            boolean isThere = session.exists() || session.identity().equals(unwritable);
            return isThere ? Optional.of(announcedView()) : Optional.empty();
        }
    }

    /**
     * The session; a new one, if there is none.
     *
     * @param tooLate whether the client could not be told of a new one
     */
    StoredHttpSession begun(boolean tooLate) {
        synchronized (session) {
            return present().orElseGet(() -> {
                if (tooLate) {
                    throw new IllegalStateException(
                            "There is no session, and no response that could take the cookie of a new one: call getSession before the first byte is sent.");
                }
                if (session.isWritable()) {
                    session.hide(BEGUN, true);
                } else {
                    unwritable = session.identity();
                }
                return announcedView();
            });
        }
    }

    /** Commits the session, and tells the listeners of what only that brings about. */
    CookieChange commit(Sessions sessions, boolean cookieOpen) {
        synchronized (session) {
            if (!session.isAccessed() || !session.exists() || !session.isWritable()) {
                return sessions.commit(session, cookieOpen);
            }
            StoredHttpSession view = announcedView();
            String before = view.getId();
            boolean isEmptied = session.isEmpty() && session.hiddenNames().isEmpty();
            Optional<EndedHttpSession> remains =
                    isEmptied ? Optional.of(EndedHttpSession.emptied(view)) : Optional.empty();
            CookieChange change = sessions.commit(session, cookieOpen);
            if (view.isValid() && !view.getId().equals(before)) {
                listeners.renewed(view, before);
            } else if (remains.isPresent() && !view.isValid()) {
                listeners.ended(remains.get(), Optional.of(Sessions.fingerprint(before)), SessionEnded.Reason.EMPTIED);
            }
            return change;
        }
    }

    /** Gives the session a new id, if the container knows another user now than it was used by before. */
    void follow(HttpServletRequest request) {
        synchronized (session) {
            if (!session.isAccessed() || !session.exists() || !session.isWritable()) {
                return;
            }
            if (session.isEmpty() && session.hiddenNames().equals(List.of(PRINCIPAL))) {
                session.dropHidden(PRINCIPAL); // Nothing else is left.
                return;
            }
            Principal user = request.getUserPrincipal();
            if (user != null && !user.getName().equals(session.hidden(PRINCIPAL))) {
                if (!session.isNew()) {
                    session.regenerateId();
                }
                session.hide(PRINCIPAL, user.getName());
            }
        }
    }

    /** Nobody uses the session any more, as far as the container knows. */
    void followLogout() {
        synchronized (session) {
            if (session.exists() && session.hidden(PRINCIPAL) != null) {
                session.dropHidden(PRINCIPAL);
                session.regenerateId();
            }
        }
    }

    @Override
    public void writing() {
        StoredHttpSession known = current;
        if (known != null && known.isValid()) {
            activation.writing(known);
        }
    }

    @Override
    public void rolledBack() {
        activation.clear();
    }

    @Override
    public void ending() {
        if (session.exists()) {
            StoredHttpSession view = announcedView();
            view.getId(); // Which it keeps.
            listeners.ending(view);
            activation.clear();
        }
    }

    @Override
    public void renewed(String oldId) {
        if (session.exists()) {
            listeners.renewed(announcedView(), oldId);
        }
    }

    private StoredHttpSession announcedView() {
        StoredHttpSession view = view();
        if (session.isNew() && !session.identity().equals(announced)) {
            announced = session.identity();
            listeners.created(view);
        }
        return view;
    }

    private StoredHttpSession view() {
        StoredHttpSession known = current;
        if (known == null || !known.isValid()) {
            known = HAS_ACCESSORS
                    ? new AccessibleHttpSession(session, application, activation, exchange)
                    : new StoredHttpSession(session, application, activation);
            current = known;
        }
        return known;
    }
}
