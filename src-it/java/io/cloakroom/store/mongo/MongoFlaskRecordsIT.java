package io.cloakroom.store.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import io.cloakroom.core.FlaskRecordsContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.testing.MongoServer;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The records of Flask-Session in MongoDB. */
class MongoFlaskRecordsIT extends FlaskRecordsContract {
    @RegisterExtension
    static final MongoServer SERVER = MongoServer.shared();

    @Override
    protected SessionStore open(StoreContext context) {
        return new MongoStoreProvider().open(context);
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.mongodb", SERVER.uri(), "session.hash-ids", "false");
    }

    @Override
    protected void plant(String key, byte[] data, Instant expiresAt) {
        try (MongoClient client = MongoClients.create(SERVER.uri())) {
            plant(sessions(client), key, data, expiresAt);
        }
    }

    @Override
    protected Optional<byte[]> raw(String key) {
        try (MongoClient client = MongoClients.create(SERVER.uri())) {
            return Optional.ofNullable(sessions(client).find(eq("id", key)).first())
                    .map(found -> found.get("val", Binary.class).getData());
        }
    }

    /** As flask_session/mongodb/mongodb.py 0.8.0 does. */
    static void plant(MongoCollection<Document> sessions, String key, byte[] data, Instant expiresAt) {
        Document fields =
                new Document("id", key).append("val", new Binary(data)).append("expiration", Date.from(expiresAt));
        sessions.updateOne(eq("id", key), new Document("$set", fields), new UpdateOptions().upsert(true));
    }

    static MongoCollection<Document> sessions(MongoClient client) {
        return client.getDatabase("flask_session").getCollection("sessions");
    }
}
