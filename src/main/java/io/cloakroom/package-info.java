/**
 * Flask's session model for Jakarta EE: what an application touches.
 *
 * <p>A {@link io.cloakroom.Session} is a map that follows the client from request to request. Inject it, read and write
 * it, and let the filter commit it:
 *
 * <pre>{@code
 * @Inject Session session;
 * ...
 * session.merge("visits", 1, Integer::sum);
 * }</pre>
 *
 * <p>The packages form one road that is travelled in one direction: {@code http} receives the request and writes the
 * cookie, {@code core} opens, tracks, merges and commits the session, {@code codec} turns it into bytes, {@code store}
 * keeps the bytes, and {@code cdi} puts the parts together.
 */
@NullMarked
package io.cloakroom;

import org.jspecify.annotations.NullMarked;
