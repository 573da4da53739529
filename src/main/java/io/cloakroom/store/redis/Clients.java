package io.cloakroom.store.redis;

import io.cloakroom.spi.StoreException;
import io.cloakroom.store.redis.RedisAddress.Form;
import io.cloakroom.store.redis.RedisAddress.Login;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * Makes the client that an address calls for. Immutable.
 *
 * @param attempt how long connecting, or waiting for an answer, may take
 */
record Clients(RedisAddress address, Duration attempt) {
    private static final int MOST_CONNECTIONS = 64;

    /** A new client. For one server it does not connect yet; for the others it does, and asks one node after the other. */
    UnifiedJedis open() {
        if (address.form() instanceof Form.Sentinels sentinels) {
            return ofSentinels(sentinels);
        }
        return address.form() instanceof Form.Cluster ? ofCluster() : ofServer();
    }

    private UnifiedJedis ofServer() {
        JedisClientConfig config =
                config(address.login(), attempt).database(address.database()).build();
        PooledConnectionProvider server =
                new PooledConnectionProvider(nodes().iterator().next(), config, pool());
        return RedisClient.builder()
                .clientConfig(config)
                .connectionProvider(server)
                .commandExecutor(new MasterExecutor(server, replicas()))
                .build();
    }

    private UnifiedJedis ofCluster() {
        JedisClientConfig config =
                config(address.login(), attempt).database(address.database()).build();
        try {
            ClusterConnectionProvider cluster = new ClusterConnectionProvider(nodes(), config, pool());
            return RedisClusterClient.builder()
                    .nodes(nodes())
                    .clientConfig(config)
                    .connectionProvider(cluster)
                    .commandExecutor(new SlotExecutor(cluster, replicas()))
                    .build();
        } catch (JedisClusterOperationException none) {
            throw reason(none);
        }
    }

    /** What Jedis hides in a side room: a refused login, a certificate. */
    private static JedisException reason(JedisClusterOperationException none) {
        for (Throwable first : none.getSuppressed()) {
            if (first instanceof JedisClusterOperationException incomplete) {
                return new JedisClusterException("CLUSTERDOWN Hash slot not served", incomplete);
            }
            if (first instanceof JedisException other) {
                return other;
            }
        }
        return none;
    }

    private UnifiedJedis ofSentinels(Form.Sentinels sentinels) {
        JedisClientConfig config =
                config(address.login(), attempt).database(address.database()).build();
        JedisClientConfig greeting =
                config(sentinels.login(), attempt.dividedBy(nodes().size())).build();
        try {
            SentineledConnectionProvider master =
                    new SentineledConnectionProvider(sentinels.master(), config, pool(), nodes(), greeting);
            return RedisSentinelClient.builder()
                    .sentinels(nodes())
                    .masterName(sentinels.master())
                    .clientConfig(config)
                    .connectionProvider(master)
                    .commandExecutor(new MasterExecutor(master, replicas()))
                    .build();
        } catch (JedisConnectionException none) {
            throw reason(none, greeting);
        } catch (JedisException notMonitored) {
            throw new StoreException(
                    address + " is not found: none of the sentinels knows a master of this name. Correct the name in "
                            + RedisAddress.SETTING + ", redis-sentinel://host/NAME.",
                    notMonitored);
        }
    }

    /** Jedis does not tell why no sentinel would talk to it: a refused login, a certificate. */
    private JedisException reason(JedisException none, JedisClientConfig config) {
        JedisException reason = none;
        for (HostAndPort node : nodes()) {
            try (Connection sentinel = new Connection(node, config)) {
                sentinel.ping();
            } catch (JedisConnectionException broken) {
                reason = broken;
            } catch (JedisException refusal) {
                return refusal;
            }
        }
        return reason;
    }

    private DefaultJedisClientConfig.Builder config(Login login, Duration patience) {
        int millis = (int) Math.max(1, Math.min(patience.toMillis(), Integer.MAX_VALUE));
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2() // All that is needed; and the builder would connect to ask.
                .timeoutMillis(millis)
                .clientName("cloakroom");
        if (address.tls()) {
            // Verifies that the JVM trusts the certificate and that it names this host.
            config.sslOptions(SslOptions.defaults());
        }
        if (login.user() != null) {
            config.user(login.user());
        }
        if (login.password() != null) {
            config.password(login.password());
        }
        return config;
    }

    private Replicas replicas() {
        return new Replicas(address, attempt.dividedBy(2));
    }

    private ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(attempt);
        pool.setJmxEnabled(false);
        return pool;
    }

    private Set<HostAndPort> nodes() {
        return address.nodes().stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
