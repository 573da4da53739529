package io.cloakroom.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a client and a server of this machine, which loses an answer on demand, when the command was executed and nobody is
 * told, or all that its connections carry from now on, when nobody is told either. Thread-safe.
 */
public final class Tunnel implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();

    /** To the server on this port. */
    public Tunnel(int serverPort) throws IOException {
        threads.execute(() -> accept(serverPort));
    }

    /** Where clients connect to. */
    public int port() {
        return door.getLocalPort();
    }

    /** Breaks the connection that the next answer comes on, in place of passing that on. */
    public void cutNextAnswer() {
        cut.set(true);
    }

    /** How often that has happened. */
    public int cuts() {
        return cuts.get();
    }

    /** From now on nothing passes through the connections that there are, and they stay open, as after a firewall forgot them. */
    public void silence() {
        silent.addAll(open);
    }

    private void accept(int serverPort) {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                threads.execute(() -> pass(client, server, client, false));
                threads.execute(() -> pass(server, client, client, true));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void pass(Socket from, Socket to, Socket client, boolean answers) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (answers && cut.compareAndSet(true, false)) {
                    cuts.incrementAndGet();
                    return;
                }
                if (!silent.contains(client)) {
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
        for (Socket socket : open) {
            socket.close();
        }
    }
}
