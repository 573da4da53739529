package io.cloakroom.core;

import io.cloakroom.spi.SessionCodec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps nothing, as Flask's {@code NullSession}: a session can be read, and is empty; writing throws the sentence that tells the cure. Thread-safe. */
final class NullBackend implements Backend {
    private final String type;
    private final String reason;
    private final SessionCodec codec;
    private final Clock clock;

    NullBackend(String type, String reason, SessionCodec codec, Clock clock) {
        this.type = type;
        this.reason = reason;
        this.codec = codec;
        this.clock = clock;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public SessionCodec codec() {
        return codec;
    }

    @Override
    public Optional<String> readOnlyBecause() {
        return Optional.of(reason);
    }

    @Override
    public Opened open(List<String> cookies, StoreCalls calls) {
        return fresh();
    }

    @Override
    public Opened fresh() {
        return new Opened("", Optional.empty(), new Snapshot(Map.of(), false, OwnData.startingAt(clock.instant())), 0);
    }

    @Override
    public Committed commit(Draft draft, boolean cookieOpen, StoreCalls calls) {
        return new Committed(new CookieChange.Keep(), draft.opened());
    }

    @Override
    public void close() {}
}
