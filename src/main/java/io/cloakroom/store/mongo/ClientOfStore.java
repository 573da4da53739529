package io.cloakroom.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** The client behind the store: one that the application lends, else one of our own, made at its first use. Thread-safe. */
final class ClientOfStore implements AutoCloseable {
    private static final int LOOKS_AGAIN_MILLIS = 50;

    private final String server;
    private final String database;
    private final String collection;
    private final Duration timeout;
    private final Optional<MongoClient> lent;
    private final Optional<MongoAddress> address;
    private @Nullable MongoClient own;
    private boolean closed;
    private volatile @Nullable MongoCollection<BsonDocument> records;

    ClientOfStore(StoreContext context) {
        database = context.setting("session.mongodb.db").orElse("flask_session");
        collection = context.setting("session.mongodb.collect").orElse("sessions");
        timeout = context.timeout();
        lent = context.bean(MongoClient.class);
        if (lent.isPresent()) {
            server = "MongoDB behind the application's bean MongoClient (in place of " + MongoAddress.SETTING + ")";
            address = Optional.empty();
            checkIsAcknowledged(lent.get().getWriteConcern());
        } else {
            MongoAddress given =
                    MongoAddress.parse(context.setting(MongoAddress.SETTING).orElse("mongodb://localhost"));
            server = given.toString();
            address = Optional.of(given);
            if (!given.isFoundInDns()) {
                settings(given);
            }
        }
    }

    /** How messages name the server. */
    String server() {
        return server;
    }

    /** Makes the client, unless there is one. Does not wait for a connection. */
    void make() {
        if (records == null) {
            makeOnce();
        }
    }

    /**
     * The collection with the records, for one command.
     *
     * @param deadline until when the command may take, as {@link System#nanoTime} counts
     */
    MongoCollection<BsonDocument> records(long deadline) {
        MongoCollection<BsonDocument> all = records;
        if (all == null) {
            throw closed();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        return all.withTimeout(Math.max(1, left), TimeUnit.MILLISECONDS); // To the driver, 0 is for ever.
    }

    /** The name of the collection, for a command that an operator is to type. */
    String collection() {
        return collection;
    }

    private synchronized void makeOnce() {
        if (closed) {
            throw closed();
        }
        if (records == null) {
            records = recordsOf(lent.isPresent() ? lent.get() : own());
        }
    }

    private StoreException closed() {
        return new StoreException(server + " is used after the application was stopped.");
    }

    private MongoClient own() {
        try {
            MongoClient client = MongoClients.create(settings(address.orElseThrow()));
            own = client;
            return client;
        } catch (SessionConfigException | MongoConfigurationException notFound) {
            throw new StoreException(
                    server + " is not found in DNS, or has options there that the driver does not understand: see that"
                            + " its SRV and TXT records can be looked up from here.");
        }
    }

    private MongoCollection<BsonDocument> recordsOf(MongoClient client) {
        MongoDatabase chosen = client.getDatabase(database);
        MongoCollection<BsonDocument> found = chosen.getCollection(collection, BsonDocument.class)
                .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry());
        if (lent.isPresent()) {
            // Reports may read from a secondary; a session has to be there as soon as it was written.
            found = found.withReadPreference(ReadPreference.primary());
        }
        return found.getWriteConcern().isServerDefault() ? found.withWriteConcern(WriteConcern.MAJORITY) : found;
    }

    private MongoClientSettings settings(MongoAddress given) {
        ConnectionString uri = connectionString(given);
        MongoClientSettings.Builder builder = MongoClientSettings.builder();
        if (uri.getApplicationName() == null) {
            builder.applicationName("cloakroom");
        }
        builder.applyConnectionString(uri).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (uri.getConnectTimeout() == null) {
            // That of the thread that looks for the server, which no call's time-out bounds.
            builder.applyToSocketSettings(socket -> socket.connectTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
        // How soon the driver may look again for a server that broke a connection: its half a second is long for a
        // second try.
        builder.applyToServerSettings(
                server -> server.minHeartbeatFrequency(LOOKS_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        MongoClientSettings settings = builder.build();
        checkIsAcknowledged(settings.getWriteConcern());
        return settings;
    }

    private static ConnectionString connectionString(MongoAddress given) {
        try {
            return new ConnectionString(given.uri());
        } catch (IllegalArgumentException wrong) {
            throw MongoAddress.unusable();
        }
    }

    private static void checkIsAcknowledged(WriteConcern concern) {
        if (!concern.isAcknowledged()) {
            throw new SessionConfigException(
                    MongoAddress.SETTING
                            + " or the application's MongoClient asks for writes without an answer (w=0), so that"
                            + " nobody would know whether a session was saved: leave w away, which means majority, or set w=1.");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        records = null;
        if (own != null) {
            own.close();
            own = null;
        }
    }
}
