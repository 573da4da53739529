/**
 * The engine: opens a session, notes what a request does to it, and commits that without losing what others did meanwhile.
 *
 * <p>{@link io.cloakroom.core.Sessions} is the door, with two calls a request: {@code begin} gives a {@link
 * io.cloakroom.core.LiveSession} and loads nothing, {@code commit} gives a {@link io.cloakroom.core.CookieChange}. In between the live
 * session is a map that loads its record at the first use, decodes an attribute when it is asked for, and at the end compares encoded
 * bytes with those that were loaded: so a change deep inside a value is seen, and what nobody touched is not written anew.
 *
 * <p>A commit writes only if the record still has the version that was loaded. If not, it loads the record again, merges attribute by
 * attribute, and tries once more; the merge is a pure function and knows no store. A record that is gone was ended elsewhere, and stays
 * gone. Where sessions are kept is a sealed choice of three: a store, the cookie itself, or nowhere.
 */
@NullMarked
package io.cloakroom.core;

import org.jspecify.annotations.NullMarked;
