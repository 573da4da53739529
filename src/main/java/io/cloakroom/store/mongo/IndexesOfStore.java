package io.cloakroom.store.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.cloakroom.spi.StoreException;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * The two indexes of the collection: one finds a record and keeps it the only one under its key, the other lets MongoDB delete what has
 * expired. They are asked for at the first use; asking for an index that exists does nothing. Thread-safe.
 *
 * <p>A server that refuses one is warned of, once, and used all the same: Flask-Session made the collection, perhaps, which knows no
 * unique index and leaves two documents under one id, or the user may not make indexes.
 */
final class IndexesOfStore {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final ClientOfStore client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> warned = new HashSet<>();
    private volatile boolean there;

    IndexesOfStore(ClientOfStore client) {
        this.client = client;
    }

    /** Asks for the indexes, unless they are there. A failure that passes is thrown, and the next call asks again. */
    void ensure(long deadline) {
        if (there) {
            return;
        }
        lock(deadline);
        try {
            if (!there) {
                create(client.records(deadline), "id", new IndexOptions().unique(true), "{unique: true}");
                create(
                        client.records(deadline),
                        "expiration",
                        new IndexOptions().expireAfter(0L, TimeUnit.SECONDS),
                        "{expireAfterSeconds: 0}");
                there = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void lock(long deadline) {
        try {
            if (lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new StoreException(client.server()
                + " is still at its indexes, or does not answer: see that it runs and can be reached from here.");
    }

    private void create(MongoCollection<BsonDocument> records, String field, IndexOptions options, String typed) {
        try {
            records.createIndex(new BsonDocument(field, new BsonInt32(1)), options);
        } catch (MongoException failure) {
            String reason = refusal(failure);
            if (warned.add(field)) {
                String command = "db.getCollection(\"" + client.collection() + "\").createIndex({" + field + ": 1}, "
                        + typed + ")";
                LOG.log(
                        Level.WARNING,
                        client.server() + explain(field) + " (" + reason + "). " + cure(field) + command);
            }
        }
    }

    private static String explain(String field) {
        return field.equals("id")
                ? " makes no unique index on id: two requests that begin one session at once may leave two documents"
                : " makes no index on expiration that deletes what has expired: expired sessions stay";
    }

    private static String cure(String field) {
        return (field.equals("id") ? "Delete all but one of the documents with the same id, drop" : "Drop")
                + " an index of another kind on that field, let the user of the database make indexes, or type: ";
    }

    /** The reason why the server does not want to; what else went wrong goes on its way. */
    private static String refusal(MongoException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoExecutionTimeoutException) {
                return "it takes longer than the time-out of a call";
            }
        }
        if (failure instanceof MongoCommandException refused && !RefusalOfStore.passes(failure)) {
            return refused.getErrorCodeName() + " " + refused.getErrorCode();
        }
        if (failure.getCode() == RefusalOfStore.DUPLICATE_KEY) {
            return "DuplicateKey " + RefusalOfStore.DUPLICATE_KEY;
        }
        throw failure;
    }
}
