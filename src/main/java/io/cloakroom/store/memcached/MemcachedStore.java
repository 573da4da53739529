package io.cloakroom.store.memcached;

import static io.cloakroom.store.memcached.AttemptOfStore.PLAIN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.store.memcached.AttemptOfStore.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import net.spy.memcached.CASResponse;
import net.spy.memcached.MemcachedClient;

/**
 * Records as plain values in Memcached, each call one round trip. Thread-safe.
 *
 * <p><b>Compare and set</b> is Memcached's own: the version is the number that it gives each value. A touch leaves it alone.
 *
 * <p><b>Broken connections.</b> A command whose connection breaks is tried once more on the next one, so that a restart of Memcached
 * costs no request, only the sessions. After a long silence the first attempt has half of the time-out only: a firewall may have
 * forgotten the connection. The first try may have been executed and only its answer lost; so the second takes a record
 * that is already what it was to become for its own work, as each commit's bytes are its own. If others wrote in between, it is told
 * as a conflict, so that in this one case a merge may count a change twice: Memcached keeps no trace of who wrote.
 */
final class MemcachedStore implements SessionStore {
    private static final int LONGEST_KEY = 250;

    /** What Memcached adds to key and value of an item, generously. */
    private static final int OVERHEAD = 80;

    private final Ring<Connection<MemcachedClient>> servers;
    private final boolean lent;
    private final Clock clock;
    private final Duration timeout;
    private volatile int limit;

    private MemcachedStore(Map<String, Connection<MemcachedClient>> servers, boolean lent, StoreContext context) {
        this.servers = new Ring<>(servers);
        this.lent = lent;
        this.clock = context.clock();
        this.timeout = context.timeout();
    }

    /**
     * Opens the store on the application's client, else on connections of its own. Does not connect.
     *
     * @throws io.cloakroom.SessionConfigException if a setting is wrong
     */
    static SessionStore open(StoreContext context) {
        Map<String, Connection<MemcachedClient>> servers = new LinkedHashMap<>();
        Optional<MemcachedClient> bean = context.bean(MemcachedClient.class);
        if (bean.isPresent()) {
            String name = "Memcached behind the application's bean MemcachedClient (in place of session.memcached)";
            Wire<MemcachedClient> wire = new LentWire(bean.get());
            servers.put(name, new Connection<>(name, () -> wire, context.timeout()));
            return new MemcachedStore(servers, true, context);
        }
        MemcachedSettings settings = MemcachedSettings.of(context);
        ClientOfStore.quietenTheDriver();
        for (ServerAddress server : settings.servers()) {
            String name = "Memcached at " + server + " (" + ServerAddress.SETTING + ")";
            servers.put(
                    server.ringName(),
                    new Connection<>(name, () -> new ClientOfStore(server, settings), context.timeout()));
        }
        return new MemcachedStore(servers, false, context);
    }

    @Override
    public Optional<Stored> find(String key) {
        return call(key, attempt -> attempt.find(key))
                .map(found -> new Stored(found.getValue(), Long.toString(found.getCas()), Optional.empty()));
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        return call(key, attempt -> {
            int expiry = second(expiresAt);
            checkSize(attempt, key, data);
            Answer<Boolean> added = attempt.ask(client -> client.add(key, expiry, data, PLAIN));
            return switch (added.code()) {
                case SUCCESS -> attempt.version(added, key, data);
                case ERR_EXISTS, ERR_NOT_STORED -> attempt.again() ? attempt.written(key, data) : Optional.empty();
                default -> throw attempt.refused(added, data.length);
            };
        });
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        long cas = cas(version);
        if (cas == 0) {
            return Optional.empty(); // To Memcached it would mean any version.
        }
        return call(key, attempt -> {
            int expiry = second(expiresAt);
            checkSize(attempt, key, data);
            Answer<CASResponse> updated = attempt.ask(client -> client.asyncCAS(key, cas, expiry, data, PLAIN));
            return switch (updated.code()) {
                case SUCCESS -> attempt.version(updated, key, data);
                case ERR_EXISTS -> attempt.again() ? attempt.written(key, data) : Optional.empty();
                case ERR_NOT_FOUND -> Optional.empty();
                default -> throw attempt.refused(updated, data.length);
            };
        });
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        call(key, attempt -> {
            int expiry = second(expiresAt);
            return attempt.doneIfThere(attempt.ask(client -> client.touch(key, expiry, PLAIN)));
        });
    }

    @Override
    public void delete(String key) {
        call(key, attempt -> attempt.doneIfThere(attempt.ask(client -> client.delete(key))));
    }

    @Override
    public void close() {
        servers.all().forEach(Connection::close);
    }

    /** The number of a version; 0: it never was one of a record. */
    private static long cas(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException somethingElse) {
            return 0;
        }
    }

    /** A client that was lent may speak the text protocol, whose numbers have a sign. */
    private int second(Instant expiresAt) {
        return ExpirySecond.of(expiresAt, clock.instant(), lent ? Integer.MAX_VALUE : ExpirySecond.LATEST);
    }

    /**
     * Refuses what a client that was lent must not send: it may be one that lets Memcached drop the old record with the refusal, or
     * that breaks the connection.
     */
    private void checkSize(AttemptOfStore attempt, String key, byte[] data) {
        if (!lent) {
            return;
        }
        if (limit == 0) {
            limit = attempt.limit().orElse(Integer.MAX_VALUE);
        }
        if (data.length > limit - OVERHEAD - key.length()) {
            throw attempt.server().failure(Refusal.tooLarge(data.length, OptionalInt.of(limit)));
        }
    }

    private <T> T call(String key, Function<AttemptOfStore, T> command) {
        boolean sendable = key.chars().allMatch(c -> c > ' ' && c != 0x7f);
        if (!sendable || key.getBytes(UTF_8).length > LONGEST_KEY) {
            throw new StoreException("Memcached takes no keys with spaces or control characters, or of more than "
                    + LONGEST_KEY + " bytes: correct session.key-prefix or session.id-length.");
        }
        Connection<MemcachedClient> server = servers.of(key);
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            MemcachedClient client = server.client(deadline);
            long half = deadline - timeout.toNanos() / 2;
            return command.apply(
                    server.isIdle()
                            ? new AttemptOfStore(server, client, half, false, false)
                            : new AttemptOfStore(server, client, deadline, false, true));
        } catch (CancellationException broken) {
            return again(command, server, deadline);
        }
    }

    private static <T> T again(Function<AttemptOfStore, T> command, Connection<MemcachedClient> server, long deadline) {
        try {
            return command.apply(new AttemptOfStore(server, server.client(deadline), deadline, true, true));
        } catch (CancellationException broken) {
            throw server.unreachable();
        }
    }

    /** A client of the application's, which connects as it likes. */
    private record LentWire(MemcachedClient client) implements Wire<MemcachedClient> {
        @Override
        public void open() {}

        @Override
        public Optional<MemcachedClient> ready() {
            return Optional.of(client);
        }

        @Override
        public boolean isLost() {
            return false;
        }

        @Override
        public int failures() {
            return 0;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
