/**
 * The servlet side: the filter gives each request its session, the response's wrapper commits it before the response is committed, whichever way that
 * comes, and the headers are written here and nowhere else.
 *
 * <p>A session travels with its response as a request attribute, {@link io.cloakroom.http.RequestSession}, since a request may change its thread. All
 * ways of committing call the same method, as often as they like.
 */
@NullMarked
package io.cloakroom.http;

import org.jspecify.annotations.NullMarked;
