package io.cloakroom.store.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/**
 * The client that the store works with: the application's, or one of ours, made when it is first needed and again when that failed.
 * Thread-safe.
 *
 * <p>To find a cluster or a master can take long, as one node after the other is asked: a thread in the background does it, for all who
 * need it, and they wait as long as they can afford.
 */
final class Link {
    /** Sentinels tell of a new master by a message; a client that has not heard for so long what it should have may be deaf. */
    private static final Duration DEAF_AFTER = Duration.ofSeconds(5);

    private final @Nullable Supplier<UnifiedJedis> maker;
    private final Duration patience;
    private volatile @Nullable UnifiedJedis client;
    private volatile long madeAt;
    private @Nullable FutureTask<UnifiedJedis> work;
    private boolean closed;

    private Link(@Nullable UnifiedJedis lent, @Nullable Supplier<UnifiedJedis> maker, Duration patience) {
        this.client = lent;
        this.maker = maker;
        this.patience = patience;
    }

    /** To the application's client, which stays open. */
    static Link lent(UnifiedJedis client) {
        return new Link(client, null, Duration.ZERO);
    }

    /**
     * To a client of ours.
     *
     * @param maker connects, or not
     * @param patience how long a caller waits for it
     */
    static Link own(Supplier<UnifiedJedis> maker, Duration patience) {
        return new Link(null, maker, patience);
    }

    /**
     * The client, connected or not.
     *
     * @throws JedisException if none could be made in time
     */
    UnifiedJedis client() {
        UnifiedJedis present = client;
        if (present != null) {
            return present;
        }
        if (maker == null) {
            throw new IllegalStateException("A lent client is there from the start.");
        }
        return shared(null, maker::get);
    }

    /** Whether the client may run a command a second time without telling. */
    boolean repeats() {
        return maker == null && !(client instanceof RedisClient || client instanceof RedisSentinelClient);
    }

    /** After a broken connection: drops the idle ones, which are likely dead too, and looks where the masters are now. */
    void recover() {
        UnifiedJedis present = client;
        if (present == null) {
            return;
        }
        try {
            pools(present).forEach(Pool::clear);
            if (maker == null) {
                return; // The application's own client looks by itself.
            }
            if (present instanceof RedisClusterClient cluster) {
                shared(present, () -> {
                    cluster.refreshClusterTopology();
                    return cluster;
                });
            } else if (present instanceof RedisSentinelClient && System.nanoTime() - madeAt > DEAF_AFTER.toNanos()) {
                shared(present, maker::get);
            }
        } catch (JedisException stillBroken) {
            // The next attempt tells.
        }
    }

    private static Collection<? extends Pool<Connection>> pools(UnifiedJedis client) {
        if (client instanceof RedisClusterClient cluster) {
            return cluster.getClusterNodes().values();
        }
        if (client instanceof RedisSentinelClient sentinels) {
            return sentinels.getPrimaryNodesConnectionMap().values();
        }
        return client instanceof RedisClient server ? List.of(server.getPool()) : List.of();
    }

    /** Closes the client if it is ours. */
    void close() {
        UnifiedJedis present;
        synchronized (this) {
            closed = true;
            present = client;
        }
        if (maker != null && present != null) {
            present.close();
        }
    }

    /**
     * Does this in the background, unless something is being done already; returns when that is done.
     *
     * @param seen the client that the caller found wanting; if another has come meanwhile, nothing is done: others are using it
     */
    @SuppressWarnings("ReferenceEquality") // This very client, not one like it.
    private UnifiedJedis shared(@Nullable UnifiedJedis seen, Callable<UnifiedJedis> task) {
        FutureTask<UnifiedJedis> current;
        synchronized (this) {
            UnifiedJedis present = client;
            if (present != null && present != seen) {
                return present;
            }
            if (work == null) {
                work = new FutureTask<>(() -> replace(task));
                Thread thread = new Thread(work, "cloakroom-redis");
                thread.setDaemon(true);
                thread.start();
            }
            current = work;
        }
        try {
            return current.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new JedisException(failed.getCause());
        } catch (TimeoutException late) {
            throw new JedisConnectionException("No connection within " + patience.toMillis() + " ms.");
        } catch (InterruptedException interrupted) {
            throw new JedisException(interrupted);
        }
    }

    private UnifiedJedis replace(Callable<UnifiedJedis> task) throws Exception {
        try {
            UnifiedJedis made = task.call();
            UnifiedJedis former = adopt(made);
            if (former != null && former != made) {
                former.close();
            }
            return made;
        } finally {
            synchronized (this) {
                work = null;
            }
        }
    }

    private synchronized @Nullable UnifiedJedis adopt(UnifiedJedis made) {
        if (closed) {
            made.close();
        }
        UnifiedJedis former = client;
        client = made;
        madeAt = System.nanoTime();
        return former;
    }
}
