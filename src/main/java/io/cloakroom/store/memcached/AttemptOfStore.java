package io.cloakroom.store.memcached;

import io.cloakroom.spi.StoreException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import net.spy.memcached.CASValue;
import net.spy.memcached.CachedData;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.internal.OperationFuture;
import net.spy.memcached.ops.OperationException;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.transcoders.Transcoder;
import org.jspecify.annotations.Nullable;

/**
 * A command's way to the server and back.
 *
 * <p>Besides {@link MemcachedStore} this class names the driver's types, as do its neighbours whose names end alike.
 *
 * @param again whether an attempt before it may have been executed
 */
record AttemptOfStore(Connection<MemcachedClient> server, MemcachedClient client, long deadline, boolean again) {
    static final Transcoder<byte[]> PLAIN = new PlainBytes();

    private static final String NO_VERSION = "0";

    /** What Memcached answered; the value of a find, if there is one. */
    record Answer<T>(Optional<T> value, OperationFuture<T> future) {
        StatusCode code() {
            return future.getStatus().getStatusCode();
        }
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @throws CancellationException if the connection broke before that
     */
    <T> Answer<T> ask(Function<MemcachedClient, OperationFuture<T>> command) {
        try {
            OperationFuture<T> future = command.apply(client);
            T value = future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            server.answered();
            return new Answer<>(Optional.ofNullable(value), future);
        } catch (IllegalStateException closedMeanwhile) {
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw server.unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw server.failure(Refusal.interrupted());
        }
    }

    /** None of the driver's exceptions is kept as a cause: they can name keys. */
    private RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof CancellationException broken) {
            return broken;
        }
        return cause instanceof OperationException error
                ? server.failure(Refusal.explain("ERROR", String.valueOf(error.getMessage())))
                : server.unreachable();
    }

    StoreException refused(Answer<?> answer, int size) {
        String code = answer.code().name();
        return server.failure(
                code.equals("ERR_2BIG")
                        ? Refusal.tooLarge(size, limit())
                        : Refusal.explain(code, answer.future().getStatus().getMessage()));
    }

    /** How large an item may be, of all servers. */
    OptionalInt limit() {
        try {
            return client.getStats("settings").values().stream()
                    .flatMap(settings -> Stream.ofNullable(settings.get("item_size_max")))
                    .mapToInt(Integer::parseInt)
                    .min();
        } catch (RuntimeException unknown) {
            return OptionalInt.empty();
        }
    }

    boolean doneIfThere(Answer<?> answer) {
        if (answer.code() != StatusCode.SUCCESS && answer.code() != StatusCode.ERR_NOT_FOUND) {
            throw refused(answer, 0);
        }
        return true;
    }

    Optional<CASValue<byte[]>> find(String key) {
        Answer<CASValue<byte[]>> answer = ask(client -> client.asyncGets(key, PLAIN));
        doneIfThere(answer);
        answer.value().ifPresent(found -> checked(found.getCas()));
        return answer.value();
    }

    /** The version of what was just written. The text protocol does not tell it: a client that was lent may speak that. */
    Optional<String> version(Answer<?> answer, String key, byte[] data) {
        try {
            return Optional.of(checked(answer.future().getCas()));
        } catch (UnsupportedOperationException notTold) {
            return written(key, data).or(() -> Optional.of(NO_VERSION));
        }
    }

    /** The version of the record, if it is what we write; empty: somebody else's. */
    Optional<String> written(String key, byte[] data) {
        return find(key).filter(found -> Arrays.equals(found.getValue(), data)).map(found -> checked(found.getCas()));
    }

    private String checked(long cas) {
        if (cas == 0) {
            throw server.failure(Refusal.withoutCas());
        }
        return Long.toString(cas);
    }

    /** Nothing but the bytes, with flags 0, as Flask-Session's. Others' flags are not looked at. */
    private static final class PlainBytes implements Transcoder<byte[]> {
        @Override
        public boolean asyncDecode(CachedData data) {
            return false;
        }

        @Override
        public CachedData encode(byte[] bytes) {
            return new CachedData(0, bytes, getMaxSize());
        }

        @Override
        public byte[] decode(CachedData data) {
            return data.getData();
        }

        @Override
        public int getMaxSize() {
            return Integer.MAX_VALUE;
        }
    }
}
