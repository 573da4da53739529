package io.cloakroom.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A MongoDB: the one that the environment variable TEST_MONGODB_URI names, else a mongod of this machine, else the emulator
 * mongo-java-server inside this JVM, and the report says so. Register it as a static {@code @RegisterExtension}, or start it by hand.
 * Thread-safe.
 */
public final class MongoServer implements BeforeAllCallback, AfterAllCallback {
    private final String uri;
    private final int port;
    private final Runs server;
    private final boolean shared;

    /** What can be started and stopped. */
    private interface Runs {
        void start();

        void stop();
    }

    private MongoServer(String given) {
        uri = given;
        port = -1;
        shared = true;
        server = new Runs() {
            @Override
            public void start() {
                // It is not ours.
            }

            @Override
            public void stop() {
                throw new IllegalStateException("TEST_MONGODB_URI names a server that is not ours.");
            }
        };
        Services.report("mongodb", version(), "TEST_MONGODB_URI");
    }

    private MongoServer(boolean shared) {
        this.shared = shared;
        port = Services.freePort();
        uri = "mongodb://127.0.0.1:" + port;
        server = Services.binary("mongod").<Runs>map(this::process).orElseGet(Emulator::new);
    }

    /** The one that all tests of this JVM share: never stop it, and use keys of your own. */
    public static MongoServer shared() {
        return Shared.SERVER;
    }

    /** One for a single test class, which may stop it; ends with the class. Need not keep anything over a restart. Always one of ours. */
    public static MongoServer dedicated() {
        return new MongoServer(false);
    }

    private static final class Shared {
        static final MongoServer SERVER =
                Services.given("TEST_MONGODB_URI").map(MongoServer::new).orElseGet(() -> new MongoServer(true));
    }

    /** What a client connects to. */
    public String uri() {
        return uri;
    }

    /** Where it listens, if it is ours. */
    public int port() {
        return port;
    }

    /** What it answers to a client of the test's own. */
    public <T> T ask(Function<MongoClient, T> question) {
        try (MongoClient client = MongoClients.create(uri)) {
            return question.apply(client);
        }
    }

    /** Starts it, unless it runs, again on the same port; returns when it answers. */
    public void start() {
        server.start();
    }

    /** Ends it at once, as a crash would. */
    public void stop() {
        server.stop();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!shared) {
            stop();
        }
    }

    private String version() {
        return ask(client -> client.getDatabase("admin").runCommand(new Document("buildInfo", 1)))
                .getString("version");
    }

    private Runs process(Path binary) {
        Path directory = ServerProcess.newDirectory("mongodb");
        List<String> command = List.of(
                binary.toString(), "--port", "" + port, "--bind_ip", "127.0.0.1", "--dbpath", directory.toString());
        ServerProcess process = new ServerProcess(command, directory, () -> {
            Services.report("mongodb", version(), binary.toString());
            return true;
        });
        return new Runs() {
            @Override
            public void start() {
                process.start();
            }

            @Override
            public void stop() {
                process.stop();
            }
        };
    }

    /** Forgets everything when it is stopped. */
    private final class Emulator implements Runs {
        private de.bwaldvogel.mongo.@Nullable MongoServer running;

        @Override
        public synchronized void start() {
            if (running == null) {
                MongoBackend backend = new OneByOne().version(ServerVersion.MONGO_5_0);
                de.bwaldvogel.mongo.MongoServer started = new de.bwaldvogel.mongo.MongoServer(backend);
                started.bind("127.0.0.1", port);
                running = started;
                Services.report(
                        "mongodb", version(), "emulator mongo-java-server 1.47.0; a real one by TEST_MONGODB_URI");
            }
        }

        @Override
        public synchronized void stop() {
            Optional.ofNullable(running).ifPresent(de.bwaldvogel.mongo.MongoServer::shutdownNow);
            running = null;
        }
    }

    /**
     * Answers one message after the other, with copies: else a reader can see a document that another client is changing, half old and half
     * new, which MongoDB never shows (its reads of a single document are atomic).
     */
    private static final class OneByOne extends MemoryBackend {
        @Override
        public synchronized de.bwaldvogel.mongo.bson.Document handleMessage(MongoMessage message) {
            return super.handleMessage(message).cloneDeeply();
        }
    }
}
