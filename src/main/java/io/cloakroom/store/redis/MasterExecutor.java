package io.cloakroom.store.redis;

import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.util.IOUtils;

/** Sends each command to the one server that takes them all, and tries nothing twice. Thread-safe. */
record MasterExecutor(ConnectionProvider master, Replicas replicas) implements CommandExecutor {
    @Override
    public <T> T executeCommand(CommandObject<T> command) {
        try (Connection connection = master.getConnection(command.getArguments())) {
            return replicas.execute(connection, command);
        }
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(master);
    }
}
