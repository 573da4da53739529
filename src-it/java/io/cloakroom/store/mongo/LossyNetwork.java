package io.cloakroom.store.mongo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * A network between client and MongoDB that loses the answer to a command on demand: it was executed, and nobody is told. It can also
 * fall silent, or answer a command itself, with an error that this MongoDB has no reason to give. The driver looks after the server on
 * connections of its own, so that it matters which command is meant. Thread-safe.
 */
final class LossyNetwork implements AutoCloseable {
    private static final int COMMAND =
            26; // After the header, the flags, the kind of section, the document's length and a type.
    private static final int OP_MSG = 2013;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile String lost = "";
    private final AtomicInteger losses = new AtomicInteger();
    private final Map<String, Document> refusals = new ConcurrentHashMap<>();
    private volatile boolean silent;

    LossyNetwork(int mongoPort) throws IOException {
        threads.execute(() -> accept(mongoPort));
    }

    int port() {
        return door.getLocalPort();
    }

    /** The next command of this name is passed on; its connection breaks instead of an answer. */
    void loseAnswerTo(String command) {
        lost = command;
    }

    /** From now on, commands of this name are not passed on but answered with this error. */
    void refuse(String command, int code, String codeName, String told) {
        Document error = new Document("ok", 0.0).append("code", code);
        refusals.put(command, error.append("codeName", codeName).append("errmsg", told));
    }

    /** Commands of this name are passed on again. */
    void pass(String command) {
        refusals.remove(command);
    }

    int losses() {
        return losses.get();
    }

    /** While it is silent, connections stay open and nothing comes through. */
    void silence(boolean on) {
        silent = on;
    }

    /** How many connections there are. */
    int connections() {
        return clients.size();
    }

    private void accept(int mongoPort) {
        try {
            while (true) {
                Socket client = door.accept();
                Socket mongo = new Socket(InetAddress.getLoopbackAddress(), mongoPort);
                clients.add(client);
                AtomicBoolean cut = new AtomicBoolean();
                threads.execute(() -> requests(client, mongo, cut));
                threads.execute(() -> answers(mongo, client, cut));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void requests(Socket client, Socket mongo, AtomicBoolean cut) {
        try (client;
                mongo) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                byte[] length = in.readNBytes(4);
                if (length.length < 4) {
                    return;
                }
                byte[] message =
                        new byte[Integer.reverseBytes(ByteBuffer.wrap(length).getInt())];
                System.arraycopy(length, 0, message, 0, 4);
                in.readFully(message, 4, message.length - 4);
                String name = name(message);
                if (lost.equals(name)) {
                    lost = "";
                    cut.set(true);
                }
                Document refusal = refusals.get(name);
                if (refusal != null) {
                    client.getOutputStream().write(answer(message, refusal));
                } else if (!silent) {
                    mongo.getOutputStream().write(message);
                }
            }
        } catch (IOException closed) {
            // By the other direction.
        } finally {
            clients.remove(client);
        }
    }

    private void answers(Socket mongo, Socket client, AtomicBoolean cut) {
        byte[] buffer = new byte[8192];
        try (mongo;
                client) {
            InputStream in = mongo.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (cut.get()) {
                    losses.incrementAndGet();
                    return;
                }
                if (!silent) {
                    client.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException closed) {
            // By the other direction.
        }
    }

    /** The first field of the document in an OP_MSG. */
    private static String name(byte[] message) {
        int end = COMMAND;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        return end > message.length ? "" : new String(message, COMMAND, end - COMMAND, ISO_8859_1);
    }

    /** An OP_MSG with this document. */
    private static byte[] answer(byte[] request, Document document) {
        ByteBuffer bson = new RawBsonDocument(document, new DocumentCodec())
                .getByteBuffer()
                .asNIO();
        int length = COMMAND - 5 + bson.remaining();
        ByteBuffer answer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int id = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        answer.putInt(length).putInt(1).putInt(id).putInt(OP_MSG).putInt(0).put((byte) 0);
        return answer.put(bson).array();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
        for (Socket client : clients) {
            client.close();
        }
    }
}
