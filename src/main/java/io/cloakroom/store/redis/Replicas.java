package io.cloakroom.store.redis;

import io.cloakroom.spi.StoreException;
import java.time.Duration;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * Those that must have a change before it counts as written: Redis' WAIT, on the connection that wrote. Immutable.
 *
 * @param address says how many
 * @param patience how long to wait for them
 */
record Replicas(RedisAddress address, Duration patience) {
    /** Not PEXPIRE: that a session lives on by a part of its lifetime is not worth a wait. */
    private static final Set<ProtocolCommand> WRITES =
            Set.of(Command.SET, Command.EVAL, Command.EVALSHA, Command.UNLINK);

    /**
     * Executes the command, and waits if it wrote.
     *
     * @throws StoreException if it wrote and too few replicas have it in time
     */
    <T> T execute(Connection connection, CommandObject<T> command) {
        T answer = connection.executeCommand(command);
        if (address.replicas() > 0 && wrote(command.getArguments().getCommand(), answer)) {
            await(connection);
        }
        return answer;
    }

    private static boolean wrote(ProtocolCommand command, Object answer) {
        return WRITES.contains(command)
                && ("OK".equals(answer) || Long.valueOf(1).equals(answer));
    }

    private void await(Connection connection) {
        CommandArguments wait =
                new CommandArguments(Command.WAIT).add(address.replicas()).add(Math.max(1, patience.toMillis()));
        if ((Long) connection.executeCommand(wait) < address.replicas()) {
            throw new StoreException(address + " has written, but fewer replicas have it than " + RedisAddress.SETTING
                    + " asks for (replicas=" + address.replicas()
                    + "), so that it would be lost with the master: see that they run and follow.");
        }
    }
}
