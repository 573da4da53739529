package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Golden;
import io.cloakroom.codec.Codecs;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.TestContext;
import io.cloakroom.store.memcached.MemcachedText.Item;
import io.cloakroom.testing.MemcachedServer;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flask-Session left in Memcached is read there, and written as it would write it. */
class MemcachedFlaskIT {
    @RegisterExtension
    static final MemcachedServer SERVER = MemcachedServer.shared();

    private final Clock clock = Clock.systemUTC();
    private final SessionCodec codec = Codecs.ofRecords("msgpack", MemcachedFlaskIT.class.getClassLoader());
    private SessionStore store;
    private MemcachedText memcached;

    static Stream<JsonObject> records() {
        return Golden.cases("flask_session_080_memcached.json", "cases");
    }

    @BeforeEach
    void open() {
        store = new MemcachedStoreProvider()
                .open(new TestContext(Map.of("session.memcached", SERVER.address()), clock, Path.of("target")));
        memcached = new MemcachedText(SERVER.port());
    }

    @AfterEach
    void close() {
        memcached.close();
        store.close();
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordOfFlaskIsReadAndWrittenBackAsItWas(JsonObject golden) {
        JsonObject left = golden.getJsonArray("store").getJsonObject(0);
        String key = left.getString("key");
        byte[] data = Base64.getDecoder().decode(left.getString("value_b64"));
        Duration lifetime = Duration.ofDays(31);
        int expiry = (int) clock.instant().plus(lifetime).getEpochSecond();
        memcached.set(key, left.getInt("flags"), expiry, data);

        Stored found = store.find(key).orElseThrow();
        Map<String, byte[]> attributes = codec.split(found.data());
        Map<String, Object> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, codec.decode(value)));
        assertEquals(Golden.value(golden.getJsonArray("read_back")), values);

        byte[] ours = codec.join(attributes);
        assertTrue(
                store.update(key, found.version(), ours, clock.instant().plus(lifetime))
                        .isPresent(),
                "refused");
        Item item = memcached.get(key).orElseThrow();
        assertArrayEquals(data, item.data());
        assertEquals(left.getInt("flags"), item.flags());
        long told = Long.parseLong(left.getJsonArray("ttl").getString(0).substring(1));
        assertTrue(Math.abs(item.secondsLeft() - told) <= 3, item.secondsLeft() + " s instead of " + told);
        store.delete(key);
    }
}
