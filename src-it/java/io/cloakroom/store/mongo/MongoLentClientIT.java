package io.cloakroom.store.mongo;

import static com.mongodb.client.model.Filters.eq;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MongoServer;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client of the application's; and, through its eyes, what each call sends. */
class MongoLentClientIT {
    @RegisterExtension
    static final MongoServer SERVER = MongoServer.dedicated();

    private final Clock clock = Clock.systemUTC();
    private final Queue<BsonDocument> sent = new ConcurrentLinkedQueue<>();

    @Test
    void isUsedAndStaysOpen() {
        try (MongoClient lent = MongoClients.create(SERVER.uri())) {
            String key = "session:lent" + System.nanoTime();
            SessionStore store = open(lent);
            store.create(key, bytes("lent"), later());
            store.close();
            assertEquals(1, MongoFlaskRecordsIT.sessions(lent).countDocuments(eq("id", key)));
        }
    }

    @Test
    void failureNamesTheBeanAndNotTheSettingsValue() {
        try (MongoClient lent = MongoClients.create("mongodb://127.0.0.1:" + Services.freePort());
                SessionStore store = open(lent)) {
            String told = assertThrows(StoreException.class, () -> store.find("session:1"))
                    .toString();
            assertTrue(told.contains("bean MongoClient") && told.contains("session.mongodb"), told);
            assertFalse(told.contains("nowhere"), told);
        }
    }

    @Test
    void closedOneIsToldAsSuch() {
        MongoClient lent = MongoClients.create(SERVER.uri());
        try (SessionStore store = open(lent)) {
            store.find("session:1");
            lent.close();
            String told = assertThrows(StoreException.class, () -> store.find("session:1"))
                    .toString();
            assertTrue(told.contains("was closed"), told);
        }
    }

    @Test
    void eachCallIsOneCommand() {
        try (MongoClient lent = listening("");
                SessionStore store = open(lent)) {
            String key = "session:" + System.nanoTime();
            store.find(key);
            assertEquals(List.of("createIndexes", "createIndexes", "find"), commands());
            String version = store.create(key, bytes("1"), later()).orElseThrow();
            assertEquals(List.of("insert"), commands());
            store.find(key);
            assertEquals(List.of("find"), commands());
            version = store.update(key, version, bytes("2"), later()).orElseThrow();
            assertEquals(List.of("update"), commands());
            store.touch(key, later());
            assertEquals(List.of("update"), commands());
            assertEquals(Optional.empty(), store.update(key, "stale", bytes("3"), later()));
            assertEquals(List.of("update"), commands());
            store.delete(key);
            assertEquals(List.of("delete"), commands());
            assertEquals(Optional.empty(), store.update(key, version, bytes("4"), later()));
            assertEquals(List.of("update"), commands());
        }
    }

    @Test
    void majorityConfirmsUnlessTheApplicationSaysHowMany() {
        assertEquals(Optional.of("majority"), concernOfWrites(""));
        assertEquals(Optional.of("1"), concernOfWrites("/?w=1"));
        assertEquals(Optional.of("majority"), concernOfWrites("/?w=majority&journal=true"));
    }

    @Test
    void writesWithoutAnAnswerStopTheDeployment() {
        try (MongoClient lent = listening("/?w=0")) {
            String told =
                    assertThrows(SessionConfigException.class, () -> open(lent)).toString();
            assertTrue(told.contains("MongoClient") && told.contains("w=0"), told);
        }
    }

    private Optional<String> concernOfWrites(String options) {
        try (MongoClient lent = listening(options);
                SessionStore store = open(lent)) {
            store.delete("session:none");
        }
        BsonDocument concern =
                sent.stream().reduce((first, last) -> last).orElseThrow().getDocument("writeConcern");
        return Optional.ofNullable(concern.get("w"))
                .map(w -> w instanceof BsonString text
                        ? text.getValue()
                        : "" + w.asNumber().intValue());
    }

    private List<String> commands() {
        List<String> names = sent.stream().map(BsonDocument::getFirstKey).toList();
        sent.clear();
        return names;
    }

    private MongoClient listening(String options) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(SERVER.uri() + options))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        sent.add(event.getCommand().clone());
                    }
                })
                .build());
    }

    private SessionStore open(MongoClient lent) {
        StoreContext surroundings = new TestContext(
                Map.of("session.mongodb", "mongodb://nowhere.invalid"),
                clock,
                Path.of("target"),
                Duration.ofSeconds(2));
        return new MongoStoreProvider().open(new Lending(surroundings, lent));
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Surroundings in which the application produces a client. */
    private record Lending(StoreContext surroundings, MongoClient client) implements StoreContext {
        @Override
        public Optional<String> setting(String key) {
            return surroundings.setting(key);
        }

        @Override
        public <T> Optional<T> bean(Class<T> type) {
            return type == MongoClient.class ? Optional.of(type.cast(client)) : Optional.empty();
        }

        @Override
        public Path dataDirectory() {
            return surroundings.dataDirectory();
        }

        @Override
        public Duration timeout() {
            return surroundings.timeout();
        }

        @Override
        public Clock clock() {
            return surroundings.clock();
        }
    }
}
