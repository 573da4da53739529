package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.SetParams;

/**
 * Records as plain strings in Redis, each call one round trip. Thread-safe.
 *
 * <p><b>Compare and set.</b> Redis has no version of a value, and before 8.4 no conditional SET, so the version is the SHA-1 of the
 * value and a Lua script compares and writes in one step. A hash needs no room beside the value: a record written by Flask-Session
 * has a version as well. SHA-1 will do, because nothing here is secured by it: who could plant a colliding value can write to Redis
 * already, and two honest values do not collide. Equal values have equal versions, so that a rewrite of the same bytes is no
 * conflict, which does no harm: a merge would end in the same record.
 *
 * <p><b>Broken connections.</b> A command that fails on its connection is tried once more on a new one, so that a restart of Redis
 * costs no request. The first try may have been executed and only its answer lost; so the second takes a record that is already
 * what it was to become for its own work. If others wrote in between, it is told as a conflict, so that in this one case a merge
 * may count a change twice: Redis keeps no trace of who wrote. An attempt may take half of the time-out; in a cluster and with
 * sentinels a third, for another third may go to the search for the new master. A former master, which answers as a replica now, is
 * a broken connection too.
 *
 * <p><b>Replication</b> in Redis is asynchronous: a failover may lose the last writes, whole, never by half, unless {@link Replicas}
 * are waited for. What Redis evicts ({@code maxmemory-policy}) is a session lost; {@code noeviction} turns that into an error at the
 * one who writes.
 */
final class RedisStore implements SessionStore {
    private static final Duration LONGEST = Duration.ofDays(366L * 10_000);

    private final Link link;
    private final String server;
    private final Clock clock;
    private final Duration timeout;

    /** A command, told whether an attempt before it may have been executed. */
    @FunctionalInterface
    private interface Command<T extends @Nullable Object> {
        T run(UnifiedJedis client, boolean again);
    }

    private RedisStore(Link link, String server, StoreContext context) {
        this.link = link;
        this.server = server;
        this.clock = context.clock();
        this.timeout = context.timeout();
    }

    /**
     * Opens the store on the application's client, else on one for {@code session.redis}. Does not connect.
     *
     * @throws io.cloakroom.SessionConfigException if the setting is not an address that is supported
     */
    static SessionStore open(StoreContext context) {
        Optional<UnifiedJedis> lent = lent(context);
        if (lent.isPresent()) {
            String bean = "Redis behind the application's bean "
                    + lent.get().getClass().getSimpleName() + " (in place of " + RedisAddress.SETTING + ")";
            return new RedisStore(Link.lent(lent.get()), bean, context);
        }
        RedisAddress address =
                RedisAddress.parse(context.setting(RedisAddress.SETTING).orElse("redis://localhost"));
        // Two attempts, and between them a look for the new master, where there may be one.
        Duration attempt = context.timeout().dividedBy(address.form() instanceof RedisAddress.Form.Server ? 2 : 3);
        return new RedisStore(
                Link.own(new Clients(address, attempt)::open, attempt),
                address + " (" + RedisAddress.SETTING + ")",
                context);
    }

    private static Optional<UnifiedJedis> lent(StoreContext context) {
        return Stream.of(RedisClient.class, RedisClusterClient.class, RedisSentinelClient.class, UnifiedJedis.class)
                .flatMap(type -> context.bean(type).stream())
                .map(UnifiedJedis.class::cast)
                .findFirst();
    }

    @Override
    public Optional<Stored> find(String key) {
        return call((client, again) -> {
            if (!(eval(client, Script.FIND, key) instanceof List<?> found)) {
                return Optional.empty();
            }
            byte[] data = (byte[]) found.get(0);
            long left = (Long) found.get(1);
            return Optional.of(new Stored(
                    data,
                    Script.sha1Hex(data),
                    left < 0 ? Optional.empty() : Optional.of(clock.instant().plusMillis(left))));
        });
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        byte[] name = key.getBytes(UTF_8);
        String version = Script.sha1Hex(data);
        boolean created = call((client, again) -> {
            long left = millisUntil(expiresAt);
            if (left == 0) {
                return !client.exists(name);
            }
            if (client.set(name, data, SetParams.setParams().nx().px(left)) != null) {
                return true;
            }
            return again && replace(client, key, List.of(version, version), data, left);
        });
        return created ? Optional.of(version) : Optional.empty();
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        String next = Script.sha1Hex(data);
        boolean updated = call((client, again) -> {
            String accepted = again ? next : version;
            return replace(client, key, List.of(version, accepted), data, millisUntil(expiresAt));
        });
        return updated ? Optional.of(next) : Optional.empty();
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        call((client, again) -> client.pexpire(key.getBytes(UTF_8), millisUntil(expiresAt)));
    }

    @Override
    public void delete(String key) {
        call((client, again) -> client.unlink(key.getBytes(UTF_8)));
    }

    @Override
    public void close() {
        link.close();
    }

    /** How long Redis shall keep a record: relative, so that its clock may differ from ours. 0: it is gone. */
    private long millisUntil(Instant expiresAt) {
        Duration left = Duration.between(clock.instant(), expiresAt);
        return left.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : left.isNegative() ? 0 : left.toMillis();
    }

    /** Writes if the record has one of the two versions. */
    private static boolean replace(UnifiedJedis client, String key, List<String> versions, byte[] data, long left) {
        Object written = eval(
                client,
                Script.UPDATE,
                key,
                Script.ascii(versions.get(0)),
                Script.ascii(versions.get(1)),
                data,
                Script.ascii(Long.toString(left)));
        return Long.valueOf(1).equals(written);
    }

    /** Runs a script by its hash; Redis may have forgotten it, after a restart or SCRIPT FLUSH, and is told it again then. */
    private static @Nullable Object eval(UnifiedJedis client, Script script, String key, byte[]... arguments) {
        List<byte[]> keys = List.of(key.getBytes(UTF_8));
        try {
            return client.evalsha(script.hash(), keys, List.of(arguments));
        } catch (JedisNoScriptException forgotten) {
            return client.eval(script.text(), keys, List.of(arguments));
        }
    }

    private <T extends @Nullable Object> T call(Command<T> command) {
        long start = System.nanoTime();
        try {
            return command.run(link.client(), link.repeats());
        } catch (JedisException trouble) {
            if (!passes(trouble)) {
                throw failure(trouble);
            }
            link.recover();
            if (System.nanoTime() - start > timeout.toNanos() / 4 * 3) {
                throw failure(trouble);
            }
        }
        try {
            return command.run(link.client(), true);
        } catch (JedisException trouble) {
            throw failure(trouble);
        }
    }

    /** Whether another connection, or the new master, may do what this one did not. */
    private static boolean passes(JedisException trouble) {
        boolean former = trouble instanceof JedisDataException && Refusal.isOfAReplica(text(trouble));
        boolean closedMeanwhile = trouble.getCause() instanceof IllegalStateException;
        return former || closedMeanwhile || isOfAConnection(trouble);
    }

    private static boolean isOfAConnection(JedisException trouble) {
        return trouble instanceof JedisConnectionException || trouble instanceof JedisClusterOperationException;
    }

    /** What to tell. Redis' own text can repeat a key, so that it is neither told in full nor kept as the cause. */
    private StoreException failure(JedisException trouble) {
        if (trouble instanceof JedisDataException) {
            return new StoreException(server + Refusal.explain(text(trouble)));
        }
        if (trouble.getCause() instanceof SSLException) {
            return new StoreException(
                    server
                            + " accepts no TLS connection that can be trusted: its certificate must be one that the JVM trusts"
                            + " (javax.net.ssl.trustStore) and name the host, and rediss:// must be meant.",
                    trouble);
        }
        if (isOfAConnection(trouble)) {
            return new StoreException(
                    server + " does not answer within " + timeout.toMillis()
                            + " ms: see that it runs and can be reached from here, or correct the address.",
                    trouble);
        }
        if (trouble.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new StoreException(
                server
                        + " gives no connection: all of the client are in use, or it was closed. Look for slow commands in Redis.",
                trouble);
    }

    private static String text(JedisException refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
