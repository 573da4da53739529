package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.spy.memcached.BinaryConnectionFactory;
import net.spy.memcached.ClientMode;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.KetamaNodeKeyFormatter.Format;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final int KEYS = 10_000;

    @Test
    void pointsAreThoseOfTheDriver() throws Exception {
        ClientOfStore.quietenTheDriver();
        List<ServerAddress> servers = ServerAddress.parse("cache1,cache2:11212,10.0.0.3:11211,cache4:11211");
        Map<String, ServerAddress> byName = new LinkedHashMap<>();
        servers.forEach(server -> byName.put(server.ringName(), server));
        Ring<ServerAddress> ring = new Ring<>(byName);
        List<MemcachedNode> nodes = new ArrayList<>();
        for (ServerAddress server : servers) {
            InetSocketAddress address = InetSocketAddress.createUnresolved(server.host(), server.port());
            nodes.add(new BinaryConnectionFactory(ClientMode.Static)
                    .createMemcachedNode(address, SocketChannel.open(), 1024));
        }
        KetamaNodeLocator drivers =
                new KetamaNodeLocator(nodes, DefaultHashAlgorithm.KETAMA_HASH, Format.LIBMEMCACHED, new HashMap<>());
        for (String key : keys()) {
            InetSocketAddress expected =
                    (InetSocketAddress) drivers.getPrimary(key).getSocketAddress();
            assertEquals(expected.getHostString(), ring.of(key).host());
        }
        for (MemcachedNode node : nodes) {
            node.getChannel().close();
        }
    }

    @Test
    void everyServerHasItsShare() {
        Ring<String> ring = ring("a", "b", "c", "d");
        Map<String, Integer> share = new HashMap<>();
        keys().forEach(key -> share.merge(ring.of(key), 1, Integer::sum));
        assertEquals(Set.of("a", "b", "c", "d"), share.keySet());
        share.values().forEach(keys -> assertTrue(keys > KEYS / 8 && keys < KEYS / 2, share.toString()));
    }

    @Test
    void oneServerMoreMovesItsOwnShareOnly() {
        Ring<String> before = ring("a", "b", "c");
        Ring<String> after = ring("c", "d", "a", "b");
        int moved = 0;
        for (String key : keys()) {
            if (!before.of(key).equals(after.of(key))) {
                assertEquals("d", after.of(key));
                moved++;
            }
        }
        assertTrue(moved > KEYS / 8 && moved < KEYS / 2, moved + " of " + KEYS);
    }

    @Test
    void oneServerHasAll() {
        Ring<String> ring = ring("a");
        keys().forEach(key -> assertEquals("a", ring.of(key)));
        assertEquals(Set.of("a"), ring.all());
        assertThrows(IllegalArgumentException.class, RingTest::ring);
    }

    private static Ring<String> ring(String... names) {
        Map<String, String> servers = new LinkedHashMap<>();
        Stream.of(names).forEach(name -> servers.put(name, name));
        return new Ring<>(servers);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add("session:" + Integer.toHexString(i * 0x9E3779B9));
        }
        return keys;
    }
}
