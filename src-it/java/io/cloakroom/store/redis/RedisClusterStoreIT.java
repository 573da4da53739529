package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** The contract on a real Redis Cluster, whose nodes each know nothing of the others' keys and scripts. */
class RedisClusterStoreIT extends StoreContract {
    @RegisterExtension
    static final RedisCluster CLUSTER = RedisCluster.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new RedisStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.redis", CLUSTER.uri());
    }

    @Override
    protected boolean ownsTime() {
        return true;
    }

    @Override
    protected Duration precision() {
        return Duration.ofMillis(500);
    }

    @Override
    protected boolean versionsAreContentHashes() {
        return true;
    }

    @Test
    void everyNodeHasRecordsAndIsToldTheScripts() {
        CLUSTER.masters().forEach(node -> node.ask(Jedis::scriptFlush));
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            String key = key();
            String version = create(key, "1", later());
            assertRecord(key, bytes("2"), update(key, version, "2", later()));
            ports.add(CLUSTER.masterOf(RedisCluster.slotOf(key)).port());
        }
        assertEquals(3, ports.size());
    }

    @Test
    void oneNodeIsEnoughToFindTheOthers() {
        String first = CLUSTER.uri().split(",", -1)[0];
        try (SessionStore store =
                open(new TestContext(Map.of("session.redis", first + "?cluster=true"), clock, directory))) {
            for (int i = 0; i < 20; i++) {
                assertTrue(store.create(key(), bytes("1"), later()).isPresent(), "refused");
            }
        }
    }
}
