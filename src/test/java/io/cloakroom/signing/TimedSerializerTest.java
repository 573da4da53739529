package io.cloakroom.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Golden;
import io.cloakroom.signing.TimedSerializer.Payload;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimedSerializerTest {
    private static final int LIMIT = 100_000;
    private static final Duration MONTH = Duration.ofDays(31);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final List<byte[]> SECRETS = List.of("golden-secret".getBytes(UTF_8));
    private static final TimedSerializer COOKIES =
            TimedSerializer.ofSessionCookies(SECRETS, TimestampSignerTest.at(NOW), LIMIT);

    static Stream<JsonObject> cookies() {
        return Golden.cases("flask_cookies.json", "cases").filter(golden -> golden.containsKey("serialised"));
    }

    static Stream<JsonObject> timedTokens() {
        return Golden.cases("itsdangerous.json", "serializer")
                .filter(golden -> golden.getString("class").equals("URLSafeTimedSerializer"));
    }

    static Stream<JsonObject> attacks() {
        return Golden.cases("flask_cookies.json", "attacks");
    }

    private static TimedSerializer cookiesOf(JsonObject golden, String time) {
        Instant now = Instant.ofEpochSecond(golden.getJsonNumber(time).longValue());
        return TimedSerializer.ofSessionCookies(
                Golden.secrets(golden.getJsonArray("secret")), TimestampSignerTest.at(now), LIMIT);
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void opensFlasksCookies(JsonObject golden) {
        Payload payload = cookiesOf(golden, "timestamp")
                .loads(golden.getString("value"), MONTH)
                .orElseThrow();
        assertEquals(golden.getString("serialised"), new String(payload.data(), UTF_8));
        assertEquals(golden.getInt("timestamp"), payload.signedAt().getEpochSecond());
    }

    @ParameterizedTest
    @MethodSource("cookies")
    void bakesTheCookieThatFlaskBakes(JsonObject golden) {
        byte[] json = golden.getString("serialised").getBytes(UTF_8);
        TimedSerializer cookies = cookiesOf(golden, "timestamp");
        String cookie = cookies.dumps(json);
        boolean compressed = golden.getBoolean("compressed");
        assertEquals(compressed, cookie.startsWith("."));
        if (!compressed) { // deflated bytes may differ between zlib versions
            assertEquals(golden.getString("value"), cookie);
        }
        assertArrayEquals(json, cookies.loads(cookie, MONTH).orElseThrow().data());
    }

    @ParameterizedTest
    @MethodSource("timedTokens")
    void opensItsDangerousTokens(JsonObject golden) {
        Signer signer = new Signer(
                Golden.secrets(golden.getJsonArray("key")),
                golden.getString("salt"),
                KeyDerivation.DJANGO_CONCAT,
                Digest.SHA1);
        TimedSerializer serializer =
                new TimedSerializer(new TimestampSigner(signer, TimestampSignerTest.at(NOW)), LIMIT);
        Payload payload = serializer.loads(golden.getString("value"), MONTH).orElseThrow();
        assertEquals(golden.getString("value"), serializer.dumps(payload.data()));
    }

    /** Those that Flask stumbles over only when it reads the JSON are the codec's to refuse. */
    @ParameterizedTest
    @MethodSource("attacks")
    void givesNothingWhereItsDangerousDoes(JsonObject golden) {
        JsonObject seen = golden.getJsonObject("seen");
        boolean accepted = seen.get("error") == JsonValue.NULL
                || seen.getString("error").equals("RecursionError")
                || seen.getString("message").contains("on unserializing");
        Optional<Payload> payload =
                cookiesOf(golden, "now").loads(golden.getString("value"), Duration.ofSeconds(golden.getInt("max_age")));
        assertEquals(accepted, payload.isPresent(), golden.getString("name"));
    }

    @Test
    void aBombIsRefusedAtTheLimit() {
        assertTrue(COOKIES.loads(COOKIES.dumps(new byte[LIMIT]), MONTH).isPresent());
        assertTrue(COOKIES.loads(COOKIES.dumps(new byte[LIMIT + 1]), MONTH).isEmpty());
        assertTrue(COOKIES.loads(COOKIES.dumps(new byte[100 * LIMIT]), MONTH).isEmpty());
    }

    @Test
    void deflatedDataCutShortIsRefused() {
        byte[] deflated = Zlib.deflate(new byte[1000]);
        for (int length = 0; length < deflated.length; length++) {
            assertEquals(Optional.empty(), Zlib.inflate(Arrays.copyOf(deflated, length), LIMIT));
        }
    }

    @Property
    void everyPayloadComesBack(@ForAll byte[] data) {
        assertArrayEquals(
                data, COOKIES.loads(COOKIES.dumps(data), MONTH).orElseThrow().data());
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        assertTrue(COOKIES.loads(text, MONTH).isEmpty());
        Signer genuine = new Signer(SECRETS, "cookie-session", KeyDerivation.HMAC, Digest.SHA1);
        assertTrue(COOKIES.loads(genuine.sign(text), MONTH).isEmpty());
    }
}
