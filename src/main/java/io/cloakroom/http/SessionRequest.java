package io.cloakroom.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The request as the application sees it: its {@code HttpSession} is ours, and if it goes on asynchronously, the session is committed when that is
 * complete. As thread-safe as a request.
 */
final class SessionRequest extends HttpServletRequestWrapper {
    private final RequestSession session;
    private final CommittingResponse response;

    SessionRequest(HttpServletRequest request, CommittingResponse response, RequestSession session) {
        super(request);
        this.session = session;
        this.response = response;
    }

    @Override
    public HttpSession getSession() {
        return session.isFacade() ? session.httpSessions().begun(session.isResponseCommitted()) : super.getSession();
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (!session.isFacade()) {
            return super.getSession(create);
        }
        return create ? getSession() : session.httpSessions().present().orElse(null);
    }

    @Override
    public String changeSessionId() {
        if (!session.isFacade()) {
            return super.changeSessionId();
        }
        if (session.httpSessions().present().isEmpty()) {
            throw new IllegalStateException("There is no session whose id could be changed: call getSession() first.");
        }
        session.session().regenerateId();
        return session.session().id();
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        if (!session.isFacade()) {
            return super.getRequestedSessionId();
        }
        if (session.isCookieSent()) {
            return session.liveSession().requestedId();
        }
        return super.isRequestedSessionIdFromURL() ? super.getRequestedSessionId() : null;
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        return session.isFacade()
                ? session.isCookieSent() && session.liveSession().isRequestedIdValid()
                : super.isRequestedSessionIdValid();
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        return session.isFacade() ? session.isCookieSent() : super.isRequestedSessionIdFromCookie();
    }

    @Override
    public boolean isRequestedSessionIdFromURL() {
        boolean isOurs = session.isFacade() && session.isCookieSent();
        return !isOurs && super.isRequestedSessionIdFromURL();
    }

    @Override
    public void login(String user, String password) throws ServletException {
        super.login(user, password);
        session.followLogin();
    }

    @Override
    public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
        boolean isKnown = super.authenticate(answer);
        session.followLogin();
        return isKnown;
    }

    @Override
    public void logout() throws ServletException {
        super.logout();
        session.followLogout();
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse asyncResponse) {
        AsyncContext context = super.startAsync(request, asyncResponse);
        context.addListener(new CommitListener());
        return new CommittingAsyncContext(context, session, response);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new CommittingAsyncContext(super.getAsyncContext(), session, response);
    }

    /** Saves what was not saved when the container ends the request by itself. */
    private final class CommitListener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            try {
                session.commit();
            } finally {
                session.end();
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            session.commit();
        }

        @Override
        public void onError(AsyncEvent event) {
            session.commit();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
