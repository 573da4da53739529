package io.cloakroom.store.memcached;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/** Memcached's text protocol, as others see what the store writes. For one thread. */
final class MemcachedText implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    /** A value with its flags and the seconds it has to live; -1: for ever. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Item(byte[] data, int flags, long secondsLeft) {}

    MemcachedText(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Item> get(String key) {
        String[] answer = ask("mg " + key + " v f t\r\n").split(" ", -1);
        if (answer[0].equals("EN")) {
            return Optional.empty();
        }
        try {
            byte[] data = in.readNBytes(Integer.parseInt(answer[1]));
            line();
            return Optional.of(
                    new Item(data, Integer.parseInt(answer[2].substring(1)), Long.parseLong(answer[3].substring(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void set(String key, int flags, int expiry, byte[] data) {
        String answer = ask("set " + key + " " + flags + " " + expiry + " " + data.length + "\r\n"
                + new String(data, ISO_8859_1) + "\r\n");
        if (!answer.equals("STORED")) {
            throw new AssertionError(answer);
        }
    }

    /** How many connections the server has, this one included. */
    int connections() {
        int connections = 0;
        for (String line = ask("stats\r\n"); !line.equals("END"); line = line()) {
            if (line.startsWith("STAT curr_connections ")) {
                connections = Integer.parseInt(line.split(" ", -1)[2]);
            }
        }
        return connections;
    }

    private String ask(String command) {
        try {
            socket.getOutputStream().write(command.getBytes(ISO_8859_1));
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                line.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
