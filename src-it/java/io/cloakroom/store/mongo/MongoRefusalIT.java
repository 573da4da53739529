package io.cloakroom.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.spi.Warnings;
import io.cloakroom.testing.MongoServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Settings and sessions that cannot be; and a MongoDB that answers but refuses, in words for an operator and without a secret. Errors that
 * a server without users and replicas never gives are put into its mouth by the {@link LossyNetwork}, with MongoDB's codes.
 */
class MongoRefusalIT {
    @RegisterExtension
    static final MongoServer SERVER = MongoServer.dedicated();

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Clock clock = Clock.systemUTC();
    private LossyNetwork network;

    @BeforeEach
    void connectNetwork() throws Exception {
        network = new LossyNetwork(SERVER.port());
    }

    @AfterEach
    void disconnectNetwork() throws Exception {
        network.close();
    }

    @Test
    void sessionBeyondTheLimitIsRefusedAndTheOldRecordStays() {
        byte[] tooLarge = new byte[16 << 20];
        try (SessionStore store = open(SERVER.uri())) {
            String version =
                    store.create("session:large", bytes("old"), later()).orElseThrow();
            for (String told : List.of(
                    refusal(SERVER.uri(), other -> other.create("session:new", tooLarge, later())),
                    refusal(SERVER.uri(), other -> other.update("session:large", version, tooLarge, later())))) {
                assertTrue(told.contains("16 MiB"), told);
            }
            assertEquals(Optional.empty(), store.find("session:new"));
            assertArrayEquals(
                    bytes("old"), store.find("session:large").orElseThrow().data());

            byte[] fits = new byte[(16 << 20) - 1024];
            assertTrue(store.update("session:large", version, fits, later()).isPresent(), "refused");
            assertEquals(fits.length, store.find("session:large").orElseThrow().data().length);
        }
    }

    @Test
    void limitOfTheServerIsToldToo() {
        network.refuse("insert", 10_334, "BSONObjectTooLarge", "object to insert too large: session:1");
        String told = refusal(network(), store -> store.create("session:1", bytes("1"), later()));
        assertTrue(told.contains("16 MiB"), told);
    }

    @Test
    void wrongPasswordIsToldAsSuch() {
        // This server has no users, so that it knows none.
        String login = SERVER.uri().replace("://", "://app:s3cret%2F@");
        String told = refusal(login, store -> store.find("session:1"));
        assertTrue(told.contains("session.mongodb") && told.contains("refuses the login"), told);
        network.refuse("saslStart", 18, "AuthenticationFailed", "Authentication failed for app with s3cret.");
        told = refusal(network().replace("://", "://app:s3cret%2F@"), store -> store.find("session:1"));
        assertTrue(told.contains("session.mongodb") && told.contains("refuses the login"), told);
    }

    @Test
    void missingRightsAreToldWithTheRole() {
        network.refuse("find", 13, "Unauthorized", "not authorized to find session:1 as s3cret");
        String told = refusal(network(), store -> store.find("session:1"));
        assertTrue(told.contains("readWrite") && told.contains("session.mongodb.db"), told);
    }

    @Test
    void missingRightsForIndexesAreWarnedOfOnceAndAllGoesOn() {
        network.refuse("createIndexes", 13, "Unauthorized", "not authorized as s3cret");
        try (SessionStore store = open(network())) {
            String key = "session:" + System.nanoTime();
            List<String> warnings = Warnings.of(() -> {
                String version = store.create(key, bytes("1"), later()).orElseThrow();
                assertTrue(store.update(key, version, bytes("2"), later()).isPresent(), "refused");
                store.delete(key);
            });
            assertEquals(2, warnings.size(), warnings.toString());
            String unique = warnings.get(0);
            assertTrue(unique.contains("Unauthorized 13") && unique.contains("session.mongodb"), unique);
            assertTrue(unique.contains("db.getCollection(\"sessions\").createIndex({id: 1}, {unique: true})"), unique);
            String expiring = warnings.get(1);
            assertTrue(expiring.contains("createIndex({expiration: 1}, {expireAfterSeconds: 0})"), expiring);
            assertFalse(warnings.toString().contains("s3cret"), warnings.toString());
        }
    }

    @Test
    void failureAtTheIndexesThatPassesIsNoWarningAndTheyAreMadeNextTime() {
        network.refuse("createIndexes", 11_602, "InterruptedDueToReplStateChange", "operation was interrupted");
        String collection = "retried" + System.nanoTime();
        try (SessionStore store = open(network(), collection)) {
            assertEquals(
                    List.of(), Warnings.of(() -> assertThrows(StoreException.class, () -> store.find("session:1"))));
            network.pass("createIndexes");
            assertEquals(List.of(), Warnings.of(() -> assertEquals(Optional.empty(), store.find("session:1"))));
        }
        assertEquals(3, indexes(collection));
    }

    @Test
    void documentsWithOneIdAreWarnedOfOnceAndServedAllTheSame() {
        String collection = "twice" + System.nanoTime();
        write(collection, "session:twice", "first");
        write(collection, "session:twice", "second");
        try (SessionStore store = open(SERVER.uri(), collection)) {
            List<String> warnings = Warnings.of(() -> {
                SessionStore.Stored found = store.find("session:twice").orElseThrow();
                assertArrayEquals(bytes("first"), found.data(), "Flask-Session's choice");
                String version = store.update("session:twice", found.version(), bytes("ours"), later())
                        .orElseThrow();
                assertEquals(version, store.find("session:twice").orElseThrow().version());
                store.delete("session:twice");
                assertEquals(Optional.empty(), store.find("session:twice"));
            });
            assertEquals(1, warnings.size(), warnings.toString());
            String told = warnings.get(0);
            assertTrue(told.contains("11000") && told.contains("Delete all but one"), told);
            assertTrue(told.contains("createIndex({id: 1}, {unique: true})"), told);
            assertFalse(told.contains("session:twice"), told);
        }
        assertEquals(2, indexes(collection)); // That on _id, and that on expiration.
    }

    @Test
    void formerPrimaryIsNotTheLastWord() {
        network.refuse("update", 10_107, "NotWritablePrimary", "not primary");
        String told = refusal(network(), store -> store.update("session:1", "1", bytes("1"), later()));
        assertTrue(told.contains("has no primary"), told);
    }

    @Test
    void otherErrorsAreToldByTheirCode() {
        network.refuse("delete", 20, "IllegalOperation", "no session:1 here");
        String told = refusal(network(), store -> store.delete("session:1"));
        assertTrue(told.contains("session.mongodb") && told.contains("20"), told);
    }

    @Test
    void settingsThatCannotBeStopTheDeployment() {
        for (String wrong : List.of(
                "mongodb://app:s3cret/word@localhost",
                "mongodb://app:12/34s3cret@localhost",
                "mongodb://app:s3cret@localhost:port",
                "mongodb://app:s3cret@localhost/?w=0",
                "localhost")) {
            String told = assertThrows(SessionConfigException.class, () -> open(wrong))
                    .toString();
            assertTrue(told.contains("session.mongodb"), told);
            assertFalse(told.contains("s3cret") || told.contains("12"), told);
        }
    }

    private static void write(String collection, String id, String value) {
        try (MongoClient client = MongoClients.create(SERVER.uri())) {
            MongoCollection<Document> documents =
                    client.getDatabase("flask_session").getCollection(collection);
            documents.insertOne(new Document("id", id)
                    .append("val", new Binary(bytes(value)))
                    .append("expiration", Date.from(Instant.parse("2999-01-01T00:00:00Z"))));
            assertTrue(documents.countDocuments(eq("id", id)) > 0, "not written");
        }
    }

    private static int indexes(String collection) {
        return SERVER.ask(client -> {
            int count = 0;
            for (Document ignored : client.getDatabase("flask_session")
                    .getCollection(collection)
                    .listIndexes()) {
                count++;
            }
            return count;
        });
    }

    private String network() {
        return "mongodb://127.0.0.1:" + network.port();
    }

    /** The text of the StoreException, cause and all, which must hold no secret. */
    private String refusal(String uri, Consumer<SessionStore> call) {
        try (SessionStore store = open(uri)) {
            StoreException refusal = assertThrows(StoreException.class, () -> call.accept(store));
            String told = refusal + " " + refusal.getCause();
            assertFalse(told.contains("s3cret") || told.contains("session:") || told.contains("app"), told);
            return told;
        }
    }

    private SessionStore open(String uri) {
        return open(uri, "sessions");
    }

    private SessionStore open(String uri, String collection) {
        StoreContext context = new TestContext(
                Map.of("session.mongodb", uri, "session.mongodb.collect", collection),
                clock,
                Path.of("target"),
                PATIENCE);
        return new MongoStoreProvider().open(context);
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
