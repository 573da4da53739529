/**
 * Sessions in Redis, as Flask-Session keeps them there: one string for each record, with a time to live, so that Redis itself removes what
 * has expired and Python can read what Java wrote.
 *
 * <p>The version of a record is a hash of its bytes, and compared by a script inside Redis, in one step with the writing. So a change by
 * Flask-Session, which knows no versions, is noticed too. The application may lend its own Jedis client as a bean; otherwise the store
 * has one of its own, which connects when the first session is asked for.
 */
@NullMarked
package io.cloakroom.store.redis;

import org.jspecify.annotations.NullMarked;
