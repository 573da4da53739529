package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Whom Cyrus SASL asks for passwords inside Memcached, in the protocol of saslauthd, so that no program of its own has to be
 * installed for them: user, password, service and realm, each with its length before it; OK or NO. Thread-safe.
 */
final class PasswordDaemon implements AutoCloseable {
    private final ServerSocketChannel door;
    private final Path directory;
    private volatile String password;

    /** Lets one password in, for any user. Its folder has the configuration that Memcached is started with. */
    PasswordDaemon(String password) throws IOException {
        this.password = password;
        directory = Files.createTempDirectory("cloakroom-sasl-");
        Path socket = directory.resolve("mux");
        Files.writeString(
                directory.resolve("memcached.conf"),
                "pwcheck_method: saslauthd\nsaslauthd_path: " + socket + "\nmech_list: plain\n");
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        Thread thread = new Thread(this::serve, "passwords");
        thread.setDaemon(true);
        thread.start();
    }

    Path directory() {
        return directory;
    }

    void change(String newPassword) {
        password = newPassword;
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel asked = door.accept()) {
                    answer(asked);
                }
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void answer(SocketChannel asked) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(asked));
        in.readNBytes(in.readUnsignedShort());
        String given = new String(in.readNBytes(in.readUnsignedShort()), UTF_8);
        in.readNBytes(in.readUnsignedShort());
        in.readNBytes(in.readUnsignedShort());
        new DataOutputStream(Channels.newOutputStream(asked)).writeUTF(given.equals(password) ? "OK" : "NO");
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (String file : new String[] {"mux", "memcached.conf", ""}) {
            Files.deleteIfExists(directory.resolve(file));
        }
    }
}
