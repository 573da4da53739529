package io.cloakroom.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/** The guestbook in Flask, in a process of its own, on a port of its own; see {@code src-it/flask/guestbook.py}. Thread-safe. */
public final class FlaskServer implements AutoCloseable {
    private final int port = Services.freePort();
    private final ServerProcess process;

    private FlaskServer(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PORT", Integer.toString(port));
        process = new ServerProcess(
                Python.with("flask", "python3-flask").command("guestbook.py"),
                ServerProcess.newDirectory("flask"),
                all,
                this::answers);
    }

    /**
     * Starts one; returns when it answers.
     *
     * @param environment all that configures it, with Flask's names
     * @throws org.opentest4j.TestAbortedException if there is no Flask on this machine
     */
    public static FlaskServer start(Map<String, String> environment) {
        FlaskServer server = new FlaskServer(environment);
        server.process.start();
        return server;
    }

    /** Its address, with a slash at the end; of the same host as all servers of the tests, as cookies see it. */
    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        process.stop();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
