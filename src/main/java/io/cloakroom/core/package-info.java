/**
 * The engine: what becomes of a session between its cookie and its record.
 *
 * <p>{@link io.cloakroom.core.Sessions} is the door. {@code begin} gives a request its {@link io.cloakroom.core.LiveSession}, which loads nothing before it
 * is used. Each attribute is decoded when it is first read; at commit, each that was decoded or written is encoded again and compared, byte by byte,
 * with what was loaded: so a change inside a value is seen without a flag, and reading alone writes nothing. What came out is a list of changes, which
 * {@code Merge}, a pure function, puts onto the record as it is by then; if that was overtaken, it is done again. A record that is gone stays gone: the
 * session was ended elsewhere. What the response has to do about the cookie comes back as a {@link io.cloakroom.core.CookieChange}.
 *
 * <p>A session that gets another id leaves behind, for half a minute, a record that says where it went, so that requests which still run bring their
 * changes there.
 */
@NullMarked
package io.cloakroom.core;

import org.jspecify.annotations.NullMarked;
