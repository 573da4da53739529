package io.cloakroom.store.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Records as documents in MongoDB, in Flask-Session's layout, each call one round trip. Thread-safe.
 *
 * <p><b>Compare and set.</b> The field {@code version} is new at each write, and an update names the one that it expects. Flask-Session
 * neither writes it nor removes it: where it works on the same records ({@code session.hash-ids=false}), and in a document that has no
 * version, the bytes are compared as well, so that what it wrote meanwhile is a conflict and not lost. Their old state then travels
 * inside the version.
 *
 * <p><b>Expiry.</b> MongoDB deletes what has expired about once a minute; until then, each filter here passes it over.
 *
 * <p><b>Broken connections.</b> What fails on its connection is tried once more on a new one, so that a restart of MongoDB or the change
 * to another primary costs no request if the time-out allows. The first try may have been executed and only its answer lost; so the
 * second takes a record that has the version it was to write for its own work.
 */
final class MongoStore implements SessionStore {
    /** MongoDB's limit for a document. */
    private static final int LARGEST = 16 << 20;

    /** What a document takes beside key and bytes, generously. */
    private static final int OVERHEAD = 256;

    /** The last moment that Python can read as well. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final ClientOfStore client;
    private final IndexesOfStore indexes;
    private final boolean shared;
    private final Clock clock;
    private final Duration timeout;

    /**
     * One try of a call.
     *
     * @param again whether one before it may have been executed
     * @param deadline as {@link System#nanoTime} counts
     */
    private record Attempt(ClientOfStore client, boolean again, long deadline) {
        /** The records, for one command in the time that is left. */
        MongoCollection<BsonDocument> records() {
            return client.records(deadline);
        }
    }

    private MongoStore(ClientOfStore client, StoreContext context) {
        this.client = client;
        this.indexes = new IndexesOfStore(client);
        this.shared = context.setting("session.hash-ids")
                .map(String::strip)
                .filter("false"::equalsIgnoreCase)
                .isPresent();
        this.clock = context.clock();
        this.timeout = context.timeout();
    }

    /**
     * Opens the store on the application's client, else on one for {@code session.mongodb}. Does not connect.
     *
     * @throws io.cloakroom.SessionConfigException if a setting is wrong
     */
    static SessionStore open(StoreContext context) {
        return new MongoStore(new ClientOfStore(context), context);
    }

    @Override
    public Optional<Stored> find(String key) {
        return call(attempt ->
                Optional.ofNullable(attempt.records().find(live(key)).first()).map(this::stored));
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        checkSize(key, data);
        Version next = Version.next(data, shared);
        BsonDocument fields = fields(data, expiresAt, next);
        boolean created = call(attempt -> {
            try {
                BsonDocument document = new BsonDocument("id", new BsonString(key));
                document.putAll(fields);
                attempt.records().insertOne(document);
                return true;
            } catch (MongoException refused) {
                if (!RefusalOfStore.isDuplicateKey(refused)) {
                    throw refused;
                }
                return replaceDead(attempt, key, fields, next);
            }
        });
        return created ? Optional.of(next.text()) : Optional.empty();
    }

    /** Takes the place of a document that has expired, or of our own of an attempt before; of none, if it was just deleted. */
    private boolean replaceDead(Attempt attempt, String key, BsonDocument fields, Version next) {
        BsonDocument expired = new BsonDocument("expiration", new BsonDocument("$not", inFuture()));
        BsonDocument dead = new BsonDocument("id", new BsonString(key)).append("$or", either(expired, next.written()));
        try {
            attempt.records().updateOne(dead, set(fields), new UpdateOptions().upsert(true));
            return true;
        } catch (MongoException refused) {
            if (RefusalOfStore.isDuplicateKey(refused)) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        checkSize(key, data);
        Version next = Version.next(data, shared);
        BsonDocument expected = Version.parse(version).expected(LARGEST - OVERHEAD - data.length);
        BsonDocument change = set(fields(data, expiresAt, next));
        boolean updated = call(attempt -> {
            BsonDocument filter = live(key);
            if (attempt.again()) {
                filter.append("$or", either(expected, next.written()));
            } else {
                filter.putAll(expected);
            }
            return attempt.records().updateOne(filter, change).getMatchedCount() > 0;
        });
        return updated ? Optional.of(next.text()) : Optional.empty();
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        call(attempt -> attempt.records().updateOne(live(key), set(new BsonDocument("expiration", date(expiresAt)))));
    }

    @Override
    public void delete(String key) {
        call(attempt -> attempt.records().deleteMany(new BsonDocument("id", new BsonString(key))));
    }

    @Override
    public void close() {
        client.close();
    }

    private Stored stored(BsonDocument found) {
        byte[] data = found.isBinary("val") ? found.getBinary("val").getData() : new byte[0];
        Version version = new Version(
                found.isString("version") ? found.getString("version").getValue() : "", Optional.of(data));
        return new Stored(
                data,
                (shared || version.token().isEmpty() ? version : version.withoutData()).text(),
                Optional.of(Instant.ofEpochMilli(found.getDateTime("expiration").getValue())));
    }

    private BsonDocument fields(byte[] data, Instant expiresAt, Version version) {
        return new BsonDocument("val", new BsonBinary(data))
                .append("expiration", date(expiresAt))
                .append("version", new BsonString(version.token()));
    }

    private BsonDocument live(String key) {
        return new BsonDocument("id", new BsonString(key)).append("expiration", inFuture());
    }

    private BsonDocument inFuture() {
        return new BsonDocument("$gt", new BsonDateTime(clock.millis()));
    }

    private static BsonDocument set(BsonDocument fields) {
        return new BsonDocument("$set", fields);
    }

    private static BsonArray either(BsonValue one, BsonValue other) {
        return new BsonArray(Arrays.asList(one, other));
    }

    private static BsonDateTime date(Instant expiresAt) {
        Instant end =
                expiresAt.isAfter(LATEST) ? LATEST : expiresAt.isBefore(Instant.EPOCH) ? Instant.EPOCH : expiresAt;
        return new BsonDateTime(end.toEpochMilli());
    }

    private void checkSize(String key, byte[] data) {
        if (data.length > LARGEST - OVERHEAD - key.getBytes(UTF_8).length) {
            throw RefusalOfStore.tooLarge(client.server());
        }
    }

    private <T extends @Nullable Object> T call(Function<Attempt, T> command) {
        client.make(); // Hundreds of classes, the first time; that is not MongoDB's fault.
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            return run(command, new Attempt(client, false, deadline));
        } catch (MongoException | IllegalStateException | BSONException trouble) {
            if (!RefusalOfStore.passes(trouble) || deadline - System.nanoTime() < timeout.toNanos() / 4) {
                throw RefusalOfStore.told(client.server(), trouble, timeout);
            }
        }
        try {
            return run(command, new Attempt(client, true, deadline));
        } catch (MongoException | IllegalStateException | BSONException trouble) {
            throw RefusalOfStore.told(client.server(), trouble, timeout);
        }
    }

    private <T extends @Nullable Object> T run(Function<Attempt, T> command, Attempt attempt) {
        indexes.ensure(attempt.deadline());
        return command.apply(attempt);
    }

    /**
     * What an update expects to find.
     *
     * @param token the field {@code version}; empty: the document has none
     * @param data the bytes as well, if others write them who know no versions
     */
    private record Version(String token, Optional<byte[]> data) {
        static Version next(byte[] data, boolean shared) {
            return new Version(new ObjectId().toHexString(), shared ? Optional.of(data) : Optional.empty());
        }

        static Version parse(String text) {
            int end = text.indexOf(':');
            return end < 0
                    ? new Version(text, Optional.empty())
                    : new Version(
                            text.substring(0, end),
                            Optional.of(Base64.getDecoder().decode(text.substring(end + 1))));
        }

        Version withoutData() {
            return new Version(token, Optional.empty());
        }

        String text() {
            return token
                    + data.map(bytes -> ":" + Base64.getEncoder().encodeToString(bytes))
                            .orElse("");
        }

        /** A filter for what is to be there. Both states of a record must fit into one command. */
        BsonDocument expected(int room) {
            BsonValue version =
                    token.isEmpty() ? new BsonDocument("$exists", BsonBoolean.FALSE) : new BsonString(token);
            BsonDocument filter = new BsonDocument("version", version);
            data.filter(bytes -> bytes.length < room).ifPresent(bytes -> filter.append("val", new BsonBinary(bytes)));
            return filter;
        }

        /** A filter for what is there if this version was written. */
        BsonDocument written() {
            return new BsonDocument("version", new BsonString(token));
        }
    }
}
