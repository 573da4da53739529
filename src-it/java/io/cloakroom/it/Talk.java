package io.cloakroom.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket that asks and waits for the answer. For one thread. */
final class Talk implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private Talk(HttpClient client, URI address, @Nullable String cookie) throws Exception {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (cookie != null) {
            builder.header("Cookie", "session=" + cookie);
        }
        this.socket = builder.buildAsync(address, this).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Connects.
     *
     * @param path of the endpoint below the application's
     * @param cookie to be sent; {@code null}: none
     */
    static Talk with(HttpClient client, String base, String path, @Nullable String cookie) throws Exception {
        String address = base.replaceFirst("^http", "ws").replaceFirst("/?$", "/") + path;
        return new Talk(client, URI.create(address), cookie);
    }

    String ask(String message) throws Exception {
        socket.sendText(message, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer();
    }

    String ask(byte... message) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(message), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer();
    }

    private String answer() throws InterruptedException {
        String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("There was no answer.");
        }
        return answer;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            answers.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
