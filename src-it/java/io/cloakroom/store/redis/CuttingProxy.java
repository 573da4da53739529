package io.cloakroom.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between client and Redis that loses answers on demand: the command was executed, and nobody is told. Thread-safe. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();

    CuttingProxy(int redisPort) throws IOException {
        threads.execute(() -> accept(redisPort));
    }

    int port() {
        return door.getLocalPort();
    }

    void cutNextAnswer() {
        cut.set(true);
    }

    /** From now on the connections that there are stay open and bring no answers, as through a firewall that forgot them. */
    void forgetConnections() {
        silent.set(accepted.get());
    }

    int cuts() {
        return cuts.get();
    }

    private void accept(int redisPort) {
        try {
            while (true) {
                Socket client = door.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
                int number = accepted.incrementAndGet();
                threads.execute(() -> pass(client, redis, false, number));
                threads.execute(() -> pass(redis, client, true, number));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void pass(Socket from, Socket to, boolean answers, int number) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (answers && cut.compareAndSet(true, false)) {
                    cuts.incrementAndGet();
                    return;
                }
                if (!answers || number > silent.get()) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException closed) {
            // By the other direction.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
