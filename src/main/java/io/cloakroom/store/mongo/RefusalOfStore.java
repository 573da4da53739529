package io.cloakroom.store.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.cloakroom.spi.StoreException;
import java.time.Duration;
import org.bson.BsonMaximumSizeExceededException;

/**
 * What a failure of the driver means for an operator. The driver's own words can repeat a document, its key included, or who logs in, so
 * that they are neither told nor kept as the cause, but for those about the network. Stateless.
 */
final class RefusalOfStore {
    static final int DUPLICATE_KEY = 11_000;

    private RefusalOfStore() {}

    /** Whether another connection, or the new primary, may do what this one did not. */
    static boolean passes(RuntimeException trouble) {
        return trouble instanceof MongoSocketException
                || trouble instanceof MongoConnectionPoolClearedException
                || trouble instanceof MongoNotPrimaryException
                || trouble instanceof MongoNodeIsRecoveringException;
    }

    static boolean isDuplicateKey(MongoException refused) {
        return refused.getCode() == DUPLICATE_KEY;
    }

    /** As a sentence with the cure. */
    static StoreException told(String server, RuntimeException trouble, Duration timeout) {
        if (trouble instanceof MongoInterruptedException) {
            Thread.currentThread().interrupt();
            return new StoreException(server + " was not waited for: the thread was interrupted.");
        }
        if (isOfALogin(trouble)) {
            return new StoreException(server
                    + " refuses the login: correct user and password there, and the database that knows the user"
                    + " (mongodb://user:password@host/?authSource=admin).");
        }
        if (trouble instanceof BsonMaximumSizeExceededException) {
            return tooLarge(server);
        }
        if (passes(trouble) || trouble instanceof MongoTimeoutException) {
            return new StoreException(
                    server + " does not answer within " + timeout.toMillis()
                            + " ms, or has no primary: see that it runs and can be reached from here, or correct the setting.",
                    trouble);
        }
        if (trouble instanceof IllegalStateException) {
            return new StoreException(server + " cannot be used: its client was closed.");
        }
        return new StoreException(server + refusal(trouble));
    }

    /** For a record that does not fit into a document. */
    static StoreException tooLarge(String server) {
        return new StoreException(server
                + " takes no documents over 16 MiB (16777216 bytes): keep less in the session. The old record stays.");
    }

    private static boolean isOfALogin(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoSecurityException
                    || String.valueOf(cause.getMessage()).contains("MongoSecurityException")) {
                return true;
            }
        }
        return false;
    }

    private static String refusal(RuntimeException trouble) {
        int code = trouble instanceof MongoException refused ? refused.getCode() : 0;
        if (trouble instanceof MongoWriteConcernException) {
            return " wrote, but not enough members of the replica set confirmed it (" + code
                    + "): look at rs.status(), or ask for fewer with the URI's option w.";
        }
        return switch (code) {
            case 13 ->
                " does not let this user do it (Unauthorized 13): grant the role readWrite on the database"
                        + " session.mongodb.db.";
            case 10_334, 17_419, 17_420 ->
                " takes no documents over 16 MiB (" + code + "): keep less in the session. The old record stays.";
            case 14_031 -> " has no room left on its disk (OutOfDiskSpace 14031) and wrote nothing.";
            default -> " refuses: " + name(trouble) + code + ". See its log.";
        };
    }

    private static String name(RuntimeException trouble) {
        return trouble instanceof MongoCommandException command ? command.getErrorCodeName() + " " : "";
    }
}
