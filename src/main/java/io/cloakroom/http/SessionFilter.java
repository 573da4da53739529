package io.cloakroom.http;

import io.cloakroom.config.SessionConfig;
import io.cloakroom.core.Sessions;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the road: gives each request its session, lazily, and commits it when the request is done. The first of all filters, so that what other filters
 * do to the session is committed too. Thread-safe.
 */
public final class SessionFilter implements Filter {
    private @Nullable Sessions sessions;
    private @Nullable SessionCookie cookie;

    /** For the container. */
    public SessionFilter() {}

    @Override
    public void init(FilterConfig filterConfig) throws ServletException {
        try {
            SessionConfig config = CDI.current().select(SessionConfig.class).get();
            sessions = CDI.current().select(Sessions.class).get();
            cookie = new SessionCookie(
                    config.cookie(), filterConfig.getServletContext().getContextPath());
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
                run(session, http, answer, chain);
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private RequestSession begin(HttpServletRequest request, HttpServletResponse response) {
        if (sessions == null || cookie == null) {
            throw new IllegalStateException("The filter is used before the container has initialised it.");
        }
        return new RequestSession(sessions, cookie, request, response);
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
        try {
            chain.doFilter(asked, answer);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            commitBeside(failure, session);
            throw failure;
        }
        if (!asked.isAsyncStarted()) {
            session.commit();
        }
    }

    /** What was changed before the failure is saved, as in Flask. */
    private static void commitBeside(Throwable failure, RequestSession session) {
        try {
            session.commit();
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
