package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.codec.Codecs;
import io.cloakroom.config.ConfigReader;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.core.Sessions.Home;
import io.cloakroom.spi.MovableClock;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.TestContext;
import io.cloakroom.store.memory.MemoryStoreProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The whole engine on the memory store and MessagePack, or on signed cookies, with a clock that stands still until a test moves it. As thread-safe as
 * its parts.
 */
final class TestEngine {
    static final String SECRET = "a secret key that has 32 bytes at the least";

    final MovableClock clock;
    final SessionStore store;
    final SessionCodec codec;
    final SessionConfig config;
    final Sessions sessions;

    private TestEngine(MovableClock clock, SessionStore store, SessionConfig config, SessionCodec codec) {
        this(
                clock,
                new Home(store, codec),
                config,
                config.storage().type().equals("cookie")
                        ? Sessions.inCookies(codec, config, clock)
                        : Sessions.inStore(store, codec, config, clock));
    }

    private TestEngine(MovableClock clock, Home home, SessionConfig config, Sessions sessions) {
        this.clock = clock;
        this.store = home.store();
        this.config = config;
        this.codec = home.codec();
        this.sessions = sessions;
    }

    /** Sessions in memory; settings as pairs of key and value. */
    static TestEngine inMemory(String... settings) {
        return inMemory(config("memory", settings), UnaryOperator.identity());
    }

    /** Sessions in memory, reached through another store. */
    static TestEngine inMemory(SessionConfig config, UnaryOperator<SessionStore> way) {
        MovableClock clock = new MovableClock();
        SessionStore store = new MemoryStoreProvider().open(new TestContext(Map.of(), clock, Path.of(".")));
        return new TestEngine(
                clock,
                way.apply(store),
                config,
                Codecs.ofRecords(config.storage().format(), loader()));
    }

    /** Sessions in cookies; settings as pairs of key and value. */
    static TestEngine inCookies(String... settings) {
        return inCookies(config("cookie", settings));
    }

    static TestEngine inCookies(SessionConfig config) {
        TestEngine memory = inMemory();
        return new TestEngine(memory.clock, memory.store, config, Codecs.ofCookies(loader()));
    }

    /** Another node on the same store. */
    TestEngine anotherNode(ClassLoader loader, String... settings) {
        return new TestEngine(clock, store, config("memory", settings), Codecs.ofRecords("msgpack", loader));
    }

    /**
     * A node that moves sessions from where this one keeps them.
     *
     * @param to the store that they move to; each node of it may come by another way
     * @param settings as pairs of key and value
     */
    TestEngine movingTo(SessionStore to, String... settings) {
        return movingTo(to, store, loader(), settings);
    }

    /**
     * The same.
     *
     * @param from the old store, or a way to it
     */
    TestEngine movingTo(SessionStore to, SessionStore from, ClassLoader loader, String... settings) {
        String[] all = Stream.concat(Stream.of("session.migrate-from", "old"), Stream.of(settings))
                .toArray(String[]::new);
        SessionConfig moving = config("new", all);
        Home now = new Home(to, Codecs.ofRecords(moving.storage().format(), loader));
        Home before = new Home(from, Codecs.ofRecords(config.storage().format(), loader));
        return new TestEngine(clock, now, moving, Sessions.movingHouse(before, now, moving, clock));
    }

    /** A node that moves sessions from signed cookies into a memory of its own; this one keeps them in cookies. */
    TestEngine leavingCookies(String... settings) {
        String[] all = Stream.concat(Stream.of("session.migrate-from", "cookie"), Stream.of(settings))
                .toArray(String[]::new);
        SessionConfig moving = config("new", all);
        Home now = new Home(anotherStore(), Codecs.ofRecords(moving.storage().format(), loader()));
        return new TestEngine(clock, now, moving, Sessions.leavingCookies(codec, now, moving, clock));
    }

    /** What a node does every few seconds while sessions move. */
    void round() {
        sessions.migration().orElseThrow().round();
    }

    /** What a node does every few minutes. */
    void sweep() {
        sessions.sweepers().forEach(Sweeper::sweep);
    }

    /** A memory of its own, with the same clock. */
    SessionStore anotherStore() {
        return new MemoryStoreProvider().open(new TestContext(Map.of(), clock, Path.of(".")));
    }

    static SessionConfig config(String type, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("session.type", type, "secret-key", SECRET));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new ConfigReader(new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(all, "test", 100))
                        .build())
                .read();
    }

    /** A browser without a cookie. */
    Browser browser() {
        return new Browser(this);
    }

    /** The key of the record of a session; with the default settings. */
    String key(String id) {
        return new SessionIds(config.ids(), new SecureRandom(), Optional.empty()).key(id);
    }

    Optional<Stored> record(String id) {
        return store.find(key(id));
    }

    /** Replaces the record of a session, as if another program had written it. */
    void overwrite(String id, byte[] data) {
        Stored before = record(id).orElseThrow();
        Instant end = before.expiresAt().orElseThrow();
        assertTrue(store.update(key(id), before.version(), data, end).isPresent());
    }

    private static ClassLoader loader() {
        return TestEngine.class.getClassLoader();
    }
}
