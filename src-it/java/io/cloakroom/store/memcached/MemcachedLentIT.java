package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.spi.StoreException;
import io.cloakroom.testing.MemcachedServer;
import io.cloakroom.testing.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.spy.memcached.ClientMode;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.ConnectionFactoryBuilder.Protocol;
import net.spy.memcached.MemcachedClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on clients that the application lends, with all defaults but the binary protocol. */
class MemcachedLentIT extends StoreContract {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.shared();

    private final List<MemcachedClient> lent = new ArrayList<>();

    Protocol protocol() {
        return Protocol.BINARY;
    }

    @Override
    protected SessionStore open(StoreContext context) {
        return new MemcachedStoreProvider().open(new Lending(context, client(SERVER.port())));
    }

    /** Where nobody listens: with a bean, the settings do not count. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("session.memcached", "nowhere.invalid:1");
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    @Override
    protected Duration precision() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected boolean holdsOneMebibyte() {
        return false;
    }

    @AfterEach
    void shutDown() {
        lent.forEach(MemcachedClient::shutdown);
    }

    @Test
    void clientIsUsedAndStaysOpen() throws Exception {
        MemcachedClient client = client(SERVER.port());
        SessionStore store = new MemcachedStoreProvider().open(new Lending(context(), client));
        String key = key();
        store.create(key, bytes("lent"), later());
        store.close();
        assertTrue(client.touch(key, 60).get(), "closed");
        assertArrayEquals(bytes("lent"), a.find(key).orElseThrow().data());
    }

    @Test
    void failureNamesTheBeanAndComesInTime() {
        SessionStore store = new MemcachedStoreProvider().open(new Lending(context(), client(Services.freePort())));
        long start = System.nanoTime();
        String told = assertThrows(StoreException.class, () -> store.find("session:1"))
                .toString();
        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(4)) < 0, "too late");
        assertTrue(told.contains("bean MemcachedClient") && told.contains("session.memcached"), told);
        assertFalse(told.contains("nowhere") || told.contains("session:1"), told);
    }

    @Test
    void tooLargeARecordIsRefusedByItsLimitAndTheOldOneStays() {
        String key = key();
        String version = create(key, "old", later());
        for (int size : new int[] {1 << 20, (1 << 20) - 100}) {
            String told = assertThrows(StoreException.class, () -> a.update(key, version, new byte[size], later()))
                    .toString();
            assertTrue(told.contains("1048576 bytes") && told.contains("memcached -I"), told);
        }
        assertRecord(key, bytes("old"), version);
        assertEquals(Optional.empty(), a.update(key, version + "0", new byte[1 << 19], later()));
        assertTrue(a.update(key, version, new byte[1_000_000], later()).isPresent(), "refused");
    }

    private MemcachedClient client(int port) {
        ClientOfStore.quietenTheDriver(); // As the application would, which lends it.
        try {
            MemcachedClient client = new MemcachedClient(
                    new ConnectionFactoryBuilder()
                            .setClientMode(ClientMode.Static)
                            .setProtocol(protocol())
                            .build(),
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            lent.add(client);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Surroundings in which the application produces a client. */
    private record Lending(StoreContext surroundings, MemcachedClient client) implements StoreContext {
        @Override
        public Optional<String> setting(String key) {
            return surroundings.setting(key);
        }

        @Override
        public <T> Optional<T> bean(Class<T> type) {
            return type == MemcachedClient.class ? Optional.of(type.cast(client)) : Optional.empty();
        }

        @Override
        public Path dataDirectory() {
            return surroundings.dataDirectory();
        }

        @Override
        public Duration timeout() {
            return surroundings.timeout();
        }

        @Override
        public Clock clock() {
            return surroundings.clock();
        }
    }
}
