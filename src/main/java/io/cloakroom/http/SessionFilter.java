package io.cloakroom.http;

import io.cloakroom.SessionException;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.core.Sessions;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the road: gives each request its session, lazily, and commits it when the request is done. The first of all filters, so that what other filters
 * do to the session is committed too. Thread-safe.
 */
public final class SessionFilter implements Filter {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private @Nullable WebApplication application;

    /** For the container. */
    public SessionFilter() {}

    @Override
    public void init(FilterConfig filterConfig) throws ServletException {
        CDI<Object> beans = beans();
        SessionConfig config = beans.select(SessionConfig.class).get();
        ServletContext context = filterConfig.getServletContext();
        SessionListeners listeners = listeners(context, config, beans);
        Sessions sessions = beans.select(Sessions.class).get();
        WebApplication started = new WebApplication(
                sessions,
                new SessionCookie(config.cookie(), context.getContextPath()),
                context,
                listeners,
                config.servlet());
        sessions.onExpiry(expired -> new ExpiryExchange(started, expired).tell());
        application = started;
    }

    /** Now: all of them are registered before the first filter is made. */
    private static SessionListeners listeners(ServletContext context, SessionConfig config, CDI<Object> beans) {
        return new SessionListeners(
                beans.select(SessionEvents.class).get(),
                beans.select(SessionObserver.class).stream().toList(),
                config.servlet().facade() ? Optional.of(registered(context)) : Optional.empty());
    }

    private static RegisteredListeners registered(ServletContext context) {
        return ServerListeners.of(context).orElseGet(() -> DeclaredListeners.of(context));
    }

    private static CDI<Object> beans() throws ServletException {
        try {
            return CDI.current();
        } catch (IllegalStateException e) {
            throw new ServletException(
                    "Cloakroom needs CDI, which is off for this application: add an empty WEB-INF/beans.xml.", e);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            RequestSession session = RequestSession.of(request).orElse(null);
            if (session == null) {
                session = begin(http, answer);
            }
            if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                chain.doFilter(request, response);
            } else {
                runToItsEnd(session, http, answer, chain);
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private RequestSession begin(HttpServletRequest request, HttpServletResponse response) {
        if (application == null) {
            throw new IllegalStateException("The filter is used before the container has initialised it.");
        }
        return new RequestSession(application, request, response);
    }

    private static void runToItsEnd(
            RequestSession session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean isOutermost = !isWrapped(response);
        Exchange outer = session.enter();
        try {
            run(session, request, response, chain);
        } finally {
            Exchange.leaveTo(outer);
            if (isOutermost && !request.isAsyncStarted()) {
                session.end();
            }
        }
    }

    private static void run(
            RequestSession session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CommittingResponse wrapped = null;
        if (!isWrapped(response)) {
            session.dispatchedWith(response);
            wrapped = new CommittingResponse(response, session);
        }
        HttpServletResponse answer = wrapped == null ? response : wrapped;
        HttpServletRequest asked = wrapped == null ? request : new SessionRequest(request, wrapped, session);
        session.handling(asked);
        try {
            chain.doFilter(asked, answer);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            if (!answerOutage(failure, response)) {
                commitBeside(failure, session);
                throw failure;
            }
            return;
        }
        if (!asked.isAsyncStarted()) {
            commit(session, response);
        }
    }

    private static void commit(RequestSession session, HttpServletResponse response) throws IOException {
        try {
            session.commit();
        } catch (SessionException e) {
            if (!answerOutage(e, response)) {
                throw e;
            }
        }
    }

    /** An outage of the backend is nobody's bug: the client is asked to come again (RFC 9110, section 15.6.4). */
    private static boolean answerOutage(Throwable failure, HttpServletResponse response) throws IOException {
        Optional<SessionException> outage = Sessions.outageIn(failure);
        if (outage.isEmpty() || response.isCommitted()) {
            return false;
        }
        String why = outage.get().getMessage();
        LOG.log(Level.ERROR, "A request failed because its session is out of reach. " + why, outage.get());
        response.reset();
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        return true;
    }

    /** What was changed before the failure is saved, as in Flask. */
    private static void commitBeside(Throwable failure, RequestSession session) {
        try {
            session.commitBeforeReset();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static boolean isWrapped(ServletResponse response) {
        return response instanceof CommittingResponse
                || (response instanceof ServletResponseWrapper wrapper
                        && wrapper.isWrapperFor(CommittingResponse.class));
    }
}
