package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.Services;
import io.cloakroom.testing.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that swallows what is sent: nothing is refused, nothing breaks, and no call waits for longer than it may. */
class SilentNetworkIT {
    private static final int THREADS = 8;

    /** The time-out of 2 s, and as much again: drivers count in whole seconds, and the machine is busy. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void connectionsThatAFirewallForgotCostOneWaitAndNotOneEach(Product product) throws Exception {
        String url = product.newDatabase();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (Tunnel network = new Tunnel(port);
                SessionStore store = open(url.replace(":" + port + "/", ":" + network.port() + "/"))) {
            store.create("key", new byte[] {1}, later());
            Services.await("every thread has had a connection", Duration.ofMinutes(1), () -> warmUp(store));
            network.silence();
            long rested = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            Services.await("the connections have rested", LONGEST, () -> System.nanoTime() > rested);
            List<Duration> took = atOnce(() -> {
                try {
                    store.find("key");
                } catch (StoreException late) {
                    // In time, which is all that can be had.
                }
                return null;
            });
            took.forEach(one -> assertTrue(one.compareTo(LONGEST) < 0, took.toString()));
            long start = System.nanoTime();
            assertTrue(store.find("key").isPresent(), "gone");
            Duration last = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(last.compareTo(Duration.ofSeconds(1)) < 0, "there is a dead connection left: " + last);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void applicationThatStartsMeanwhileTellsEveryRequestInTime(Product product) throws Exception {
        String url = product.newDatabase();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        // Connections are taken and never answered.
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SessionStore store = open(url.replace(":" + port + "/", ":" + deaf.getLocalPort() + "/"))) {
            List<Duration> took = atOnce(
                    () -> assertThrows(StoreException.class, () -> store.update("key", "1", new byte[1], later())));
            took.forEach(one -> assertTrue(one.compareTo(LONGEST) < 0, took.toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        try (SessionStore store = open(url)) {
            assertEquals(Optional.empty(), store.find("key"));
        }
    }

    private boolean warmUp(SessionStore store) {
        try {
            atOnce(() -> {
                for (int i = 0; i < 20; i++) {
                    store.find("key");
                }
                return null;
            });
            return true;
        } catch (Exception busyMachine) {
            return false;
        }
    }

    private List<Duration> atOnce(Callable<?> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Duration>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                start.await();
                long begin = System.nanoTime();
                call.call();
                return Duration.ofNanos(System.nanoTime() - begin);
            }));
        }
        List<Duration> took = new ArrayList<>();
        for (Future<Duration> one : running) {
            took.add(one.get(1, TimeUnit.MINUTES));
        }
        return took;
    }

    private static SessionStore open(String url) {
        Map<String, String> settings = Product.settings(url);
        return new SqlStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")));
    }

    private static Instant later() {
        return Clock.systemUTC().instant().plusSeconds(3600);
    }
}
