package io.cloakroom.core;

import static io.cloakroom.codec.Values.assertSame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.codec.Codecs;
import io.cloakroom.codec.Markup;
import io.cloakroom.codec.Tuple;
import io.cloakroom.core.PythonTable.Column;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.TestContext;
import io.cloakroom.store.redis.RedisStoreProvider;
import io.cloakroom.testing.FlaskServer;
import io.cloakroom.testing.Python;
import io.cloakroom.testing.RedisServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** What the README says that Python finds in a session, is what Python finds: in a cookie, a real Flask; in records, the libraries that Debian has. */
class WhatPythonFindsIT {
    @RegisterExtension
    static final RedisServer REDIS = RedisServer.shared();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void inRecordsInMessagePack() throws IOException {
        inRecords(Column.MSGPACK, Python.with("msgpack", "python3-msgpack"));
    }

    @Test
    void inRecordsInJson() throws IOException {
        inRecords(Column.JSON, Python.with("flask", "python3-flask"));
    }

    private static void inRecords(Column column, Python python) throws IOException {
        String format = column.name().toLowerCase(Locale.ROOT);
        SessionStore store = new RedisStoreProvider()
                .open(new TestContext(Map.of("session.redis", REDIS.uri()), Clock.systemUTC(), Path.of("target")));
        try (Sessions java = Sessions.inStore(
                        store,
                        Codecs.ofRecords(format, WhatPythonFindsIT.class.getClassLoader()),
                        TestEngine.config("redis", "session.hash-ids", "false"),
                        Clock.systemUTC());
                RedisClient redis = RedisClient.create(REDIS.uri())) {
            String cookie = cookie(write(java));
            byte[] key = ("session:" + cookie).getBytes(UTF_8);

            assertTable(column, types(json(python.run(redis.get(key), "found.py", format))));

            redis.set(
                    key,
                    python.run(redis.get(key), "found.py", format, "--save"),
                    SetParams.setParams().ex(60));
            assertStillThere(column, java.begin(List.of(cookie)));
        }
    }

    @Test
    void inTheCookie() throws IOException {
        TestEngine java = TestEngine.inCookies();
        java.clock.set(Clock.systemUTC().instant());
        try (FlaskServer flask = FlaskServer.start(Map.of("SECRET_KEY", TestEngine.SECRET))) {
            String cookie = cookie(write(java.sessions));

            JsonObject session = json(send(flask, "api/session", cookie, "").body());
            assertTable(Column.COOKIE, types(session.getJsonObject("values")));

            String saved = cookie(send(flask, "", cookie, ""));
            java.clock.set(Clock.systemUTC().instant());
            assertStillThere(Column.COOKIE, java.sessions.begin(List.of(saved)));
        }
    }

    @Test
    void valuesOfFlasksCookieAreThoseOfJava() {
        TestEngine java = TestEngine.inCookies();
        try (FlaskServer flask = FlaskServer.start(Map.of("SECRET_KEY", TestEngine.SECRET))) {
            java.clock.set(Clock.systemUTC().instant());
            LiveSession begun = java.sessions.begin(List.of());
            begun.put("csrf_token", "token");
            String cookie = cookie(send(flask, "values", cookie(java.sessions.commit(begun, true)), "token=token"));
            java.clock.set(Clock.systemUTC().instant());
            LiveSession session = java.sessions.begin(List.of(cookie));
            flasksValues().forEach((name, value) -> {
                assertTrue(session.containsKey(name), name);
                assertSame(value, session.get(name));
            });
            assertEquals(
                    Set.of("csrf_token"),
                    session.keySet().stream()
                            .filter(name -> !flasksValues().containsKey(name))
                            .collect(Collectors.toSet()));
        }
    }

    /** VALUES in {@code guestbook.py}. */
    private static Map<String, @Nullable Object> flasksValues() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("none", null);
        values.put("bool", true);
        values.put("int", 42);
        values.put("big", BigInteger.TWO.pow(70));
        values.put("float", 0.1);
        values.put("str", "漢字 é \ud83d\ude00 \"<&>\" \0");
        values.put("list", List.of(1, Arrays.asList(2.5, null)));
        values.put("dict", Map.of("b", Map.of("a", 1), "a", List.of()));
        values.put("tuple", Tuple.of(1, Tuple.of("two", Tuple.of(3))));
        values.put("bytes", new byte[] {0, -1, ' ', 'h', 'i'});
        values.put("markup", new Markup("<b>&amp;</b>"));
        values.put("uuid", UUID.fromString("12345678-1234-5678-1234-567812345678"));
        values.put("datetime", Instant.parse("2024-01-02T03:04:05Z"));
        values.put("looks tagged", Map.of(" t", 1));
        return values;
    }

    /** Begins a session that has all values of the table, and a name that makes Flask count the visit. */
    private static CookieChange write(Sessions java) throws IOException {
        LiveSession session = java.begin(List.of());
        session.put("name", "Ada");
        for (List<String> row : PythonTable.rows()) {
            PythonTable.samples(row).forEach(session::put);
        }
        return java.commit(session, true);
    }

    private static void assertTable(Column column, Map<String, String> found) throws IOException {
        for (List<String> row : PythonTable.rows()) {
            Set<String> types = PythonTable.samples(row).keySet().stream()
                    .map(name -> Objects.requireNonNull(found.get(name), name))
                    .collect(Collectors.toSet());
            assertEquals(PythonTable.types(row, column), types, "README, " + row.get(0) + " in " + column);
        }
    }

    private static void assertStillThere(Column column, LiveSession session) throws IOException {
        for (List<String> row : PythonTable.rows()) {
            PythonTable.samples(row).forEach((name, value) -> {
                assertTrue(session.containsKey(name), name);
                assertSame(afterPython(column, value), session.get(name));
            });
        }
        assertEquals("Ada", session.get("name"));
    }

    /** What a value is after Python has saved it, as the README says below its table. */
    private static @Nullable Object afterPython(Column column, @Nullable Object value) {
        if (value instanceof Long number && number.intValue() == number) {
            return number.intValue();
        }
        if (value instanceof Float number && (Float.isFinite(number) || column != Column.JSON)) {
            return number.doubleValue();
        }
        if (value instanceof Tuple tuple && column == Column.MSGPACK) {
            return Arrays.asList(tuple.toArray());
        }
        return value instanceof Instant instant && column == Column.MSGPACK
                ? instant.truncatedTo(ChronoUnit.MICROS)
                : value;
    }

    private static Map<String, String> types(JsonObject found) {
        Map<String, String> types = new HashMap<>();
        found.keySet().forEach(name -> types.put(name, found.getJsonObject(name).getString("type")));
        return types;
    }

    private static JsonObject json(byte[] text) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text))) {
            return reader.readObject();
        }
    }

    private static String cookie(CookieChange change) {
        return assertInstanceOf(CookieChange.Set.class, change).value();
    }

    private static String cookie(HttpResponse<?> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split("[=;]", 3)[1];
    }

    private static HttpResponse<byte[]> send(FlaskServer flask, String path, String cookie, String form) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(flask.url() + path)).header("Cookie", "session=" + cookie);
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
