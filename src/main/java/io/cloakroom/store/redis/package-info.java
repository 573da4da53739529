/**
 * Sessions in Redis 6.2 or later, and in what speaks its protocol: a string under each key, which expires by itself.
 *
 * <p>The application chooses it with {@code session.type=redis}, adds the driver {@code redis.clients:jedis}, and names the server in
 * {@code session.redis} or lends a client of its own as a CDI bean. A record is nothing but the codec's bytes, so that Flask-Session
 * and Cloakroom can share them; what keeps two writers apart is a hash of those bytes, compared inside Redis.
 */
@NullMarked
package io.cloakroom.store.redis;

import org.jspecify.annotations.NullMarked;
