package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Keeps records in Redis (6.2 or later), each as a string with a time to live: Flask-Session's layout.
 *
 * <p>The version of a record is the SHA-1 of its bytes, compared in a script on the server, so that a record that Flask-Session changed
 * is noticed too. It guards against accidents of timing, not against an attacker, who would have to write the store anyway. A replica may
 * miss the last writes when it takes over from its master: Redis replicates asynchronously. Thread-safe.
 */
final class RedisStore implements SessionStore {
    static final String SETTING = "session.redis";

    private static final int MOST_CONNECTIONS = 64;
    private static final Script FIND = Script.of(
            "local v = redis.call('GET', KEYS[1]) if not v then return false end return {v, redis.call('PTTL', KEYS[1])}");

    /** Beside the update itself: a value equal to the new one is that of an attempt whose answer was lost (ARGV[4] is 1 then). */
    private static final Script UPDATE = Script.of("""
            local v = redis.call('GET', KEYS[1])
            if not v then return 0 end
            local h = redis.sha1hex(v)
            if h ~= ARGV[1] and not (ARGV[4] == '1' and h == redis.sha1hex(ARGV[2])) then return 0 end
            if tonumber(ARGV[3]) > 0 then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            else redis.call('DEL', KEYS[1]) end
            return 1""");

    private final UnifiedJedis client;
    private final boolean ours;
    private final String server;
    private final Clock clock;

    private RedisStore(UnifiedJedis client, boolean ours, String server, Clock clock) {
        this.client = client;
        this.ours = ours;
        this.server = server;
        this.clock = clock;
    }

    /** Opens the store on the application's client, if it lends one, else on {@code session.redis}. Connects at the first call. */
    static RedisStore open(StoreContext context) {
        Optional<? extends UnifiedJedis> lent = context.bean(RedisClient.class)
                .map(UnifiedJedis.class::cast)
                .or(() -> context.bean(UnifiedJedis.class));
        if (lent.isPresent()) {
            return new RedisStore(lent.get(), false, "the application's Redis client", context.clock());
        }
        URI uri = URI.create(context.setting(SETTING).orElse("redis://localhost:6379"));
        String server = SETTING + ", " + uri.getHost() + ":"
                + JedisURIHelper.getHostAndPort(uri).getPort();
        UnifiedJedis client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(clientConfig(uri, context.timeout()))
                .poolConfig(poolConfig(context.timeout()))
                .build();
        return new RedisStore(client, true, server, context.clock());
    }

    @Override
    public Optional<Stored> find(String key) {
        Optional<Object> found = call(attempt -> FIND.run(client, List.of(bytes(key)), List.of()));
        if (!(found.orElse(null) instanceof List<?> list) || !(list.get(0) instanceof byte[] data)) {
            return Optional.empty();
        }
        long millis = (Long) list.get(1);
        Optional<Instant> expiresAt =
                millis < 0 ? Optional.empty() : Optional.of(clock.instant().plusMillis(millis));
        return Optional.of(new Stored(data, sha1(data), expiresAt));
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        long millis = millisUntil(expiresAt);
        if (millis <= 0) {
            return find(key).isPresent() ? Optional.empty() : Optional.of(sha1(data));
        }
        boolean created = call(attempt -> {
            boolean set =
                    client.set(bytes(key), data, SetParams.setParams().nx().px(millis)) != null;
            return set || (attempt > 1 && holds(key, data));
        });
        return created ? Optional.of(sha1(data)) : Optional.empty();
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        long millis = millisUntil(expiresAt);
        Optional<Object> updated = call(attempt -> UPDATE.run(
                client,
                List.of(bytes(key)),
                List.of(bytes(version), data, bytes(Long.toString(millis)), bytes(attempt > 1 ? "1" : "0"))));
        return updated.filter(Long.valueOf(1)::equals).isPresent() ? Optional.of(sha1(data)) : Optional.empty();
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        call(attempt -> client.pexpire(bytes(key), millisUntil(expiresAt)));
    }

    @Override
    public void delete(String key) {
        call(attempt -> client.unlink(bytes(key)));
    }

    @Override
    public void close() {
        if (ours) {
            client.close();
        }
    }

    private boolean holds(String key, byte[] data) {
        byte[] present = client.get(bytes(key));
        return present != null && MessageDigest.isEqual(present, data);
    }

    private long millisUntil(Instant expiresAt) {
        return Duration.between(clock.instant(), expiresAt).toMillis();
    }

    /** One command, and once more if a pooled connection turns out to be dead, as all are after a restart of the server. */
    private <T> T call(Command<T> command) {
        return translated(() -> {
            try {
                return command.run(1);
            } catch (JedisConnectionException e) {
                if (e.getCause() instanceof SocketTimeoutException || !dropIdleConnections()) {
                    throw e;
                }
                return command.run(2);
            }
        });
    }

    private boolean dropIdleConnections() {
        if (client instanceof RedisClient pooled && pooled.getPool().getNumIdle() > 0) {
            pooled.getPool().clear();
            return true;
        }
        return false;
    }

    private <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (JedisAccessControlException e) {
            throw new StoreException("Redis refuses the login: look at user and password in " + server + ".", e);
        } catch (JedisDataException e) {
            throw new StoreException(refusal(String.valueOf(e.getMessage())), e);
        } catch (JedisException e) {
            throw new StoreException(
                    "Redis cannot be reached: see that it runs and that its address is right (" + server + ").", e);
        }
    }

    private String refusal(String answer) {
        if (answer.startsWith("OOM") || answer.contains("OOM ")) {
            return "Redis is full, the session was not saved: raise maxmemory or let it evict (" + server + ").";
        }
        if (answer.startsWith("NOAUTH") || answer.startsWith("WRONGPASS") || answer.startsWith("NOPERM")) {
            return "Redis refuses the login: look at user and password in " + server + ".";
        }
        return "Redis refuses a command with " + answer.split(" ", 2)[0] + " (" + server + ").";
    }

    private static JedisClientConfig clientConfig(URI uri, Duration timeout) {
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .timeoutMillis(Math.toIntExact(timeout.toMillis()))
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri));
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            builder.sslOptions(SslOptions.defaults());
        }
        return builder.build();
    }

    private static ConnectionPoolConfig poolConfig(Duration timeout) {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(MOST_CONNECTIONS);
        config.setMaxIdle(MOST_CONNECTIONS);
        config.setMaxWait(timeout);
        config.setJmxEnabled(false);
        return config;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String sha1(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1.", e);
        }
    }

    /** A script, sent by its hash; the server asks for the text if it does not know it (NOSCRIPT), as after a restart. */
    @SuppressWarnings("ArrayRecordComponent") // Internal; never compared.
    private record Script(byte[] text, byte[] hash) {

        static Script of(String text) {
            byte[] bytes = bytes(text);
            return new Script(bytes, bytes(sha1(bytes)));
        }

        Optional<Object> run(UnifiedJedis client, List<byte[]> keys, List<byte[]> arguments) {
            try {
                return Optional.ofNullable(client.evalsha(hash, keys, arguments));
            } catch (JedisNoScriptException e) {
                return Optional.ofNullable(client.eval(text, keys, arguments));
            }
        }
    }

    /** A command that knows whether it is tried for the first time. */
    private interface Command<T> {
        T run(int attempt);
    }
}
