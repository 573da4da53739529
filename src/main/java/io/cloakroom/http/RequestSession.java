package io.cloakroom.http;

import io.cloakroom.SessionException;
import io.cloakroom.core.CookieChange;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The session of one request together with its response: commits the one and writes the headers of the other. It travels as a request attribute, so
 * that it is found on every thread that has the request. Thread-safe.
 */
public final class RequestSession extends Exchange {
    private static final String ATTRIBUTE = RequestSession.class.getName();

    private final WebApplication application;
    private final SessionCookie cookie;
    private final boolean secure;

    private volatile HttpServletRequest request;
    private HttpServletResponse response;
    private CookieChange change = new CookieChange.Keep();
    private boolean failed;

    RequestSession(WebApplication application, HttpServletRequest request, HttpServletResponse response) {
        super(new Connection(application, application.cookie().values(request)));
        this.application = application;
        this.cookie = application.cookie();
        this.secure = request.isSecure();
        this.request = request;
        this.response = response;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** That of a request which the filter has seen. */
    public static Optional<RequestSession> of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestSession session
                ? Optional.of(session)
                : Optional.empty();
    }

    @Override
    public Optional<HttpServletRequest> request() {
        return Optional.of(request);
    }

    /** Whether the client sent a cookie of ours, whatever was in it. */
    boolean isCookieSent() {
        return !cookies().isEmpty();
    }

    boolean isFacade() {
        return application.settings().facade();
    }

    boolean isResponseCommitted() {
        return response.isCommitted();
    }

    /** The container may know another user now. */
    synchronized void followLogin() {
        if (application.settings().regenerateOnLogin() && !response.isCommitted()) {
            httpSessions().follow(request);
        }
    }

    /** The container knows no user any more. */
    void followLogout() {
        if (application.settings().regenerateOnLogin()) {
            httpSessions().followLogout();
        }
    }

    /**
     * Commits the session, and readies the response's headers if they can still be changed. To be called as often as one likes: what is committed is not
     * committed again.
     *
     * @throws SessionException if the backend cannot be reached; later calls then do nothing, so that the request does not wait for it again
     */
    public synchronized void commit() {
        if (save()) {
            writeHeaders();
            writeCookie();
        }
    }

    /**
     * Commits the session and leaves the response alone: a cookie that is set before the end may have to be replaced, and Open Liberty replaces none
     * that is older than a cookie of the application.
     */
    @Override
    boolean save() {
        boolean open = !response.isCommitted();
        if (!failed) {
            failed = true;
            followLogin();
            CookieChange latest = httpSessions().commit(application.sessions(), open);
            failed = false;
            if (!(latest instanceof CookieChange.Keep)) {
                change = latest;
                connection().follow(latest);
            }
        }
        return open;
    }

    /**
     * Commits after a failure. The container is about to reset the response for its error page. WildFly then drops all headers, but not a cookie that
     * it was given as an object; Payara makes a header of that at once, and keeps it; Open Liberty keeps both.
     */
    synchronized void commitBeforeReset() {
        if (save()) {
            writeHeaders();
            cookie.cookie(change, secure, Clock.systemUTC()).ifPresent(ours -> {
                response.addCookie(ours);
                keepOneCookie();
                change = new CookieChange.Keep();
            });
        }
    }

    /** The response that the container gives for this dispatch; headers go to it directly. */
    synchronized void dispatchedWith(HttpServletResponse current) {
        response = current;
        goesOn();
    }

    /** The request that the application gets for this dispatch. */
    synchronized void handling(HttpServletRequest current) {
        request = current;
    }

    private void writeHeaders() {
        if (liveSession().isAccessed()) {
            vary();
        }
        if (!(change instanceof CookieChange.Keep)) {
            cacheApart();
        }
    }

    private void writeCookie() {
        if (change instanceof CookieChange.Set set) {
            setCookie(cookie.header(set, secure));
        } else if (change instanceof CookieChange.Expire) {
            setCookie(cookie.deletion(secure));
        }
    }

    private void vary() {
        boolean there = response.getHeaders("Vary").stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .anyMatch(name -> name.equalsIgnoreCase("Cookie") || name.equals("*"));
        if (!there) {
            response.addHeader("Vary", "Cookie");
        }
    }

    private void setCookie(String header) {
        if (!response.getHeaders("Set-Cookie").contains(header)) {
            response.addHeader("Set-Cookie", header);
            keepOneCookie();
        }
    }

    private void cacheApart() {
        boolean cachedApart = response.getHeaders("Cache-Control").stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(
                        value -> value.contains("no-store") || value.contains("private") || value.contains("no-cache"));
        if (!cachedApart) {
            response.addHeader("Cache-Control", "no-cache=\"Set-Cookie\"");
        }
    }

    /** Of several cookies of ours, which several commits of one request give, the last one stays. */
    private void keepOneCookie() {
        List<String> all = new ArrayList<>(response.getHeaders("Set-Cookie"));
        List<String> ours = all.stream().filter(cookie::isOurs).toList();
        if (ours.size() > 1) {
            all.removeAll(ours);
            response.setHeader("Set-Cookie", ours.get(ours.size() - 1));
            all.forEach(other -> response.addHeader("Set-Cookie", other));
        }
    }
}
