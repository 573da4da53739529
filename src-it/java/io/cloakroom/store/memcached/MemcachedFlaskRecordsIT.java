package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloakroom.core.FlaskRecordsContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.MemcachedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The records of Flask-Session in a real Memcached, put there and looked at in its text protocol. */
class MemcachedFlaskRecordsIT extends FlaskRecordsContract {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new MemcachedStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.memcached", SERVER.address());
    }

    /** Flags 0 and the end as a time stamp, as Flask-Session sends them for its 31 days. */
    @Override
    protected void plant(String key, byte[] data, Instant expiresAt) {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(
                ("set " + key + " 0 " + expiresAt.getEpochSecond() + " " + data.length + "\r\n").getBytes(US_ASCII));
        command.writeBytes(data);
        command.writeBytes("\r\n".getBytes(US_ASCII));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(command.toByteArray());
            String answer = line(socket.getInputStream());
            if (!answer.equals("STORED")) {
                throw new AssertionError(answer);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Optional<byte[]> raw(String key) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(("get " + key + "\r\n").getBytes(US_ASCII));
            String answer = line(socket.getInputStream());
            if (answer.equals("END")) {
                return Optional.empty();
            }
            int length = Integer.parseInt(answer.substring(answer.lastIndexOf(' ') + 1));
            return Optional.of(socket.getInputStream().readNBytes(length));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
