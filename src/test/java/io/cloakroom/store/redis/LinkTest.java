package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The client of those who come at once. */
class LinkTest {
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** A second one would close the first under its users. */
    @Test
    void manyFirstCallsMakeOneClient() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicInteger made = new AtomicInteger();
            Link link = Link.own(
                    () -> {
                        made.incrementAndGet();
                        return RedisClient.create("localhost", 1); // Connects when it is used.
                    },
                    Duration.ofSeconds(10));
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<UnifiedJedis>> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                clients.add(threads.submit(() -> {
                    start.await();
                    return link.client();
                }));
            }
            for (Future<UnifiedJedis> client : clients) {
                client.get();
            }
            link.close();
            assertEquals(1, made.get(), "clients made in round " + round);
        }
    }
}
