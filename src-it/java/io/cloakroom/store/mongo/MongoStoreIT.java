package io.cloakroom.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreContract;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MongoServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on MongoDB, and how the records look to others. */
class MongoStoreIT extends StoreContract {
    @RegisterExtension
    static final MongoServer SERVER = MongoServer.shared();

    private MongoClient mongo;
    private MongoCollection<Document> documents;

    @Override
    protected SessionStore open(StoreContext context) {
        return new MongoStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.mongodb", SERVER.uri());
    }

    @BeforeEach
    void lookAtMongoItself() {
        mongo = MongoClients.create(SERVER.uri());
        documents = MongoFlaskRecordsIT.sessions(mongo);
    }

    @AfterEach
    void leaveMongo() {
        mongo.close();
    }

    @Test
    void documentIsFlasksAndHasAVersionThatEachWriteRenews() {
        String key = key();
        byte[] data = {0, -1, '\r', '\n', 127, -128};
        String version = a.create(key, data, later()).orElseThrow();
        Document created = document(key);
        assertEquals(List.of("_id", "id", "val", "expiration", "version"), List.copyOf(created.keySet()));
        assertInstanceOf(ObjectId.class, created.get("_id"));
        Binary bytes = created.get("val", Binary.class);
        assertEquals(0, bytes.getType());
        assertArrayEquals(data, bytes.getData());
        assertEquals(
                later().truncatedTo(ChronoUnit.MILLIS),
                created.getDate("expiration").toInstant());
        assertEquals(version, created.getString("version"));

        a.touch(key, later().plusSeconds(1));
        created.put("expiration", Date.from(later().plusSeconds(1)));
        assertEquals(created, document(key), "A touch changes nothing but the expiry.");

        update(key, version, "next", later());
        Document updated = document(key);
        assertNotEquals(version, updated.getString("version"));
        assertEquals(created.get("_id"), updated.get("_id"));
        assertEquals(created.keySet(), updated.keySet());
        a.delete(key);
        assertEquals(0, documents.countDocuments(eq("id", key)));
    }

    @Test
    void oneIndexKeepsAKeyUniqueAndTheOtherLetsMongoDelete() {
        String name = "indexed" + System.nanoTime();
        SessionStore store = open(new TestContext(
                Map.of("session.mongodb", SERVER.uri(), "session.mongodb.db", name, "session.mongodb.collect", name),
                clock,
                directory));
        List<Document> indexes = new ArrayList<>();
        try (store) {
            assertEquals(Optional.empty(), store.find("session:none"));
            mongo.getDatabase(name).getCollection(name).listIndexes().into(indexes);
        } finally {
            mongo.getDatabase(name).drop();
        }
        Document unique = indexOn("id", indexes);
        assertEquals(true, unique.getBoolean("unique"));
        Document expiring = indexOn("expiration", indexes);
        assertEquals(0, expiring.get("expireAfterSeconds", Number.class).intValue());
        assertEquals(3, indexes.size(), indexes.toString()); // And the one on _id.
    }

    @Test
    void farAndPastExpiriesAreDatesThatPythonReads() {
        String key = key();
        a.create(key, bytes("1"), Instant.MAX);
        assertEquals(
                Instant.parse("9999-12-31T23:59:59.999Z"),
                document(key).getDate("expiration").toInstant());
        a.touch(key, Instant.MIN);
        assertEquals(Instant.EPOCH, document(key).getDate("expiration").toInstant());
    }

    @Test
    void documentOfFlaskHasAVersionToo() {
        String key = key();
        MongoFlaskRecordsIT.plant(documents, key, bytes("Flask's"), later());
        Stored first = a.find(key).orElseThrow();
        assertArrayEquals(bytes("Flask's"), first.data());
        a.touch(key, later().plusSeconds(1));
        assertEquals(first.version(), a.find(key).orElseThrow().version());

        MongoFlaskRecordsIT.plant(documents, key, bytes("Flask's, changed"), later());
        assertEquals(Optional.empty(), a.update(key, first.version(), bytes("ours"), later()));
        Stored second = a.find(key).orElseThrow();
        String ours = update(key, second.version(), "ours", later());
        assertRecord(key, bytes("ours"), ours);
        assertEquals(Optional.empty(), b.update(key, second.version(), bytes("late"), later()));
    }

    @Test
    void whatFlaskWritesOverOurRecordIsAConflictWhereItsRecordsAreShared() {
        StoreContext sharing =
                new TestContext(Map.of("session.mongodb", SERVER.uri(), "session.hash-ids", "false"), clock, directory);
        try (SessionStore store = open(sharing)) {
            String key = key();
            String version = store.create(key, bytes("1"), later()).orElseThrow();
            version = store.update(key, version, bytes("2"), later()).orElseThrow();
            assertEquals(version, store.find(key).orElseThrow().version());
            MongoFlaskRecordsIT.plant(documents, key, bytes("Flask's"), later());
            assertEquals(Optional.empty(), store.update(key, version, bytes("3"), later()));
            Stored flask = store.find(key).orElseThrow();
            assertArrayEquals(bytes("Flask's"), flask.data());
            assertTrue(store.update(key, flask.version(), bytes("3"), later()).isPresent(), "refused");
            assertEquals(Optional.empty(), store.update(key, flask.version(), bytes("4"), later()));
        }
    }

    @Test
    void documentThatSaysNothingOfItsExpiryIsNoRecord() {
        String key = key();
        documents.insertOne(new Document("id", key).append("val", new Binary(bytes("broken"))));
        assertGone(key);
        String version = create(key, "whole", later());
        assertRecord(key, bytes("whole"), version);
        assertEquals(1, documents.countDocuments(eq("id", key)));
    }

    private Document document(String key) {
        return documents.find(eq("id", key)).first();
    }

    private static Document indexOn(String field, List<Document> indexes) {
        return indexes.stream()
                .filter(index -> new Document(field, 1).equals(index.get("key")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(indexes.toString()));
    }
}
