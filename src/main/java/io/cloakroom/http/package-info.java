/**
 * The two ends of the road: a request comes in with a cookie, a response goes out with one.
 *
 * <p>{@link io.cloakroom.http.SessionFilterInstaller} puts {@link io.cloakroom.http.SessionFilter} before all other filters. The filter
 * gives each request a {@link io.cloakroom.http.RequestSession}, which loads nothing yet. It is the {@link io.cloakroom.http.Exchange} that the
 * thread works for, also one that the request starts, and travels as a request attribute besides, because that is found wherever the container
 * finds the request. The session has to be committed before the response's first byte,
 * whichever way that leaves: so the filter wraps the response, its stream, its writer and its asynchronous context, and each of them
 * calls the same commit, which may be called as often as one likes.
 *
 * <p>Listeners of the Servlet API are taken from the server's own lists ({@code ServerListeners}), because the API has no way to ask for them; they, the
 * application's values that listen, and observers of CDI events hear what becomes of sessions through {@code SessionListeners}. Of an expired session the
 * engine tells what its sweep removed, or a request that came too late; it is shown to them as {@code EndedHttpSession},
 * and is the session of the thread that tells them ({@link io.cloakroom.http.ExpiryExchange}).
 *
 * <p>The engine answers a commit with what has to be done about the cookie; the headers are written here and nowhere else. The cookie
 * is read from the {@code Cookie} header itself (RFC 6265): a client may send several of one name, and each is tried.
 *
 * <p>The {@code HttpSession} that the application gets is a view of the same session, see {@code SessionRequest}; the container never
 * makes one of its own for it. With Servlet 6.1 it can be had outside its request too ({@code SessionAccessor}): that is a {@code MessageExchange}, as for the
 * messages of a WebSocket. The application's listeners are the container's objects, called from here in the order of their registration.
 */
@NullMarked
package io.cloakroom.http;

import org.jspecify.annotations.NullMarked;
