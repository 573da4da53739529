package io.cloakroom.store.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * Sends a command to the master that has its key's slot, and follows the slot when it has moved. Thread-safe.
 *
 * <p>Jedis' own executor also repeats what failed on its connection, five times and without a word. But a command whose answer was lost
 * may have been executed, and its repetition would look like a conflict; so here that is left to {@link RedisStore}, which knows.
 */
final class SlotExecutor implements CommandExecutor {
    /** A stale map of the slots, a slot that just moved on, one that is moving, and two more; then something is wrong. */
    private static final int MOST_NODES = 5;

    private final ClusterConnectionProvider cluster;
    private final Replicas replicas;

    SlotExecutor(ClusterConnectionProvider cluster, Replicas replicas) {
        this.cluster = cluster;
        this.replicas = replicas;
    }

    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        JedisRedirectionException elsewhere = null;
        for (int nodes = 1; ; nodes++) {
            try (Connection node = connection(command, elsewhere)) {
                if (elsewhere instanceof JedisMovedDataException) {
                    cluster.renewSlotCache(node);
                } else if (elsewhere instanceof JedisAskDataException) {
                    node.executeCommand(Command.ASKING);
                }
                return replicas.execute(node, command);
            } catch (JedisRedirectionException told) {
                if (nodes == MOST_NODES) {
                    throw told;
                }
                elsewhere = told;
            }
        }
    }

    private Connection connection(CommandObject<?> command, @Nullable JedisRedirectionException elsewhere) {
        return elsewhere == null
                ? cluster.getConnection(command.getArguments())
                : cluster.getConnection(elsewhere.getTargetNode());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
