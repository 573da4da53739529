/**
 * Sessions in Memcached 1.4.14 or later: a value under each key, with flags 0, which expires by itself.
 *
 * <p>The application chooses it with {@code session.type=memcached}, adds the driver {@code
 * com.amazonaws:elasticache-java-cluster-client}, and names the servers in {@code session.memcached} or lends a client of its own as a
 * CDI bean. A record is nothing but the codec's bytes, as Flask-Session writes them; what keeps two writers apart is Memcached's own
 * {@code cas}.
 *
 * <p>Memcached is a cache, which an operator has to know. It keeps nothing over a restart. When its memory ({@code -m}) is full it
 * evicts what was not used for longest, so that a session is lost before its time; with {@code -M} it refuses to write instead, and
 * that request fails. It counts in whole seconds, so that a record is gone up to a second early or late. Of several servers each has
 * its own share of the sessions and no other: while one is down, its sessions fail, and after it they are gone.
 */
@NullMarked
package io.cloakroom.store.memcached;

import org.jspecify.annotations.NullMarked;
