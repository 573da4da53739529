/**
 * Sessions in Redis 6.2 or later, and in what speaks its protocol: a string under each key, which expires by itself.
 *
 * <p>The application chooses it with {@code session.type=redis}, adds the driver {@code redis.clients:jedis}, and names the server in
 * {@code session.redis}, or lends a client of its own as a CDI bean: a {@code RedisClient}, {@code RedisClusterClient}, {@code
 * RedisSentinelClient} or other {@code UnifiedJedis}. A record is nothing but the codec's bytes, so that Flask-Session and Cloakroom can
 * share them; what keeps two writers apart is a hash of those bytes, compared inside Redis.
 *
 * <table>
 * <caption>What {@code session.redis} may be</caption>
 * <tr><td>{@code redis://user:password@host:6379/0}</td><td>one server</td></tr>
 * <tr><td>{@code redis://host1:6379,host2:6379}</td><td>a cluster, by some of its nodes</td></tr>
 * <tr><td>{@code redis://host:6379?cluster=true}</td><td>a cluster, by one address</td></tr>
 * <tr><td>{@code redis-sentinel://host1:26379,host2:26379/mymaster/0}</td><td>the master that these sentinels know as mymaster; if
 * they have a login of their own, {@code ?sentinel-user=..&sentinel-password=..}</td></tr>
 * <tr><td>{@code rediss://..}, {@code rediss-sentinel://..}</td><td>the same through TLS; the certificates must name the addresses
 * that cluster and sentinels tell</td></tr>
 * <tr><td>{@code ..?replicas=1}</td><td>a change counts as written when that many replicas have it</td></tr>
 * </table>
 *
 * <p><b>Failover.</b> While a master is missing, calls end in an error within the time-out; when its replica has taken over, or the
 * master is back, they go on, without a restart. No record is ever there by half. But Redis replicates after it has answered: what a
 * master answered in its last moments can be missing on the replica, and with sentinels all that it takes between the promotion of
 * its replica and the moment it learns of that, a second or more. Two cures: {@code replicas=1} waits for the replica's word, so that
 * nothing is lost that was answered, at the price of one more round trip for each write, and of errors while no replica follows; so
 * have two. And {@code min-replicas-to-write 1} in the servers shrinks the loss to moments, at no price but the same errors.
 *
 * <p><b>Resharding.</b> Each call touches one key, and so one slot; it follows a slot that moves. No request fails, and nothing is lost or
 * counted twice.
 */
@NullMarked
package io.cloakroom.store.redis;

import org.jspecify.annotations.NullMarked;
