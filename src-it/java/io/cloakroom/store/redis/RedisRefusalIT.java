package io.cloakroom.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Logins, databases, lent clients; and a Redis that answers but refuses, in words for an operator and without a secret. */
class RedisRefusalIT {
    private static final String PASSWORD = "s3cret+/%:@";
    private static final String ESCAPED = "s3cret+%2F%25%3A%40";

    @RegisterExtension
    static final RedisServer SERVER =
            RedisServer.dedicated("--user", "app", "on", ">" + PASSWORD, "~session:*", "+@all");

    @RegisterExtension
    static final RedisServer CLOSED = RedisServer.withPassword("s3cret");

    private final Clock clock = Clock.systemUTC();

    @Test
    void passwordOpens() {
        with(open(CLOSED.uri()), store -> {
            store.create("session:1", bytes("1"), later());
            assertArrayEquals(bytes("1"), store.find("session:1").orElseThrow().data());
        });
    }

    @Test
    void wrongOrMissingPasswordIsToldAsSuch() {
        String address = "127.0.0.1:" + CLOSED.port();
        for (String login : new String[] {":s3cretly@", "nobody:s3cret@", ""}) {
            String told = refusal("redis://" + login + address, store -> store.find("session:1"));
            assertTrue(told.contains("session.redis") && told.contains(address) && told.contains("login"), told);
        }
    }

    @Test
    void userOfAnAccessControlListKeepsToItsKeys() {
        String uri = "redis://app:" + ESCAPED + "@127.0.0.1:" + SERVER.port();
        with(open(uri), store -> {
            String version = store.create("session:acl", bytes("1"), later()).orElseThrow();
            assertTrue(store.update("session:acl", version, bytes("2"), later()).isPresent(), "refused");
            store.touch("session:acl", later());
            store.delete("session:acl");
            assertEquals(Optional.empty(), store.find("session:acl"));
        });
        String told = refusal(uri, store -> store.create("elsewhere:1", bytes("1"), later()));
        assertTrue(told.contains("NOPERM"), told);
    }

    @Test
    void databasesAreApart() {
        with(
                open(SERVER.uri() + "/3"),
                third -> with(open(SERVER.uri()), zeroth -> {
                    third.create("session:database", bytes("3"), later());
                    assertEquals(Optional.empty(), zeroth.find("session:database"));
                }));
        try (RedisClient redis = RedisClient.create(SERVER.uri() + "/3")) {
            assertEquals("3", redis.get("session:database"));
        }
    }

    @Test
    void fullServerSaysSoAndKeepsTheOldRecord() {
        with(open(SERVER.uri()), store -> {
            String version = store.create("session:full", bytes("old"), later()).orElseThrow();
            configure("maxmemory", "1");
            try {
                for (String told : new String[] {
                    refusal(SERVER.uri(), full -> full.create("session:new", bytes("new"), later())),
                    refusal(SERVER.uri(), full -> full.update("session:full", version, bytes("new"), later()))
                }) {
                    assertTrue(told.contains("is full (OOM)"), told);
                }
                assertArrayEquals(
                        bytes("old"), store.find("session:full").orElseThrow().data());
            } finally {
                configure("maxmemory", "0");
            }
            assertTrue(
                    store.update("session:full", version, bytes("new"), later()).isPresent(), "refused");
        });
    }

    @Test
    void replicaSaysThatItIsOne() {
        RedisServer replica = RedisServer.dedicated("--replicaof", "127.0.0.1", "" + Services.freePort());
        replica.start();
        try {
            for (String told : new String[] {
                refusal(replica.uri(), store -> store.create("session:1", bytes("1"), later())),
                refusal(replica.uri(), store -> store.touch("session:1", later()))
            }) {
                assertTrue(told.contains("replica (READONLY)"), told);
            }
        } finally {
            replica.stop();
        }
    }

    @Test
    void changeThatNoReplicaHasIsTold() {
        String told =
                refusal(SERVER.uri() + "?replicas=1", store -> store.create("session:alone", bytes("1"), later()));
        assertTrue(told.contains("has written") && told.contains("replicas=1"), told);
        with(open(SERVER.uri() + "?replicas=1"), store -> {
            assertArrayEquals(
                    bytes("1"), store.find("session:alone").orElseThrow().data());
            assertEquals(Optional.empty(), store.create("session:alone", bytes("2"), later()));
        });
    }

    @Test
    void lentClientIsUsedAndStaysOpen() {
        try (RedisClient lent = RedisClient.create(SERVER.uri() + "/5")) {
            SessionStore store = new RedisStoreProvider().open(new Lending(context("redis://nowhere.invalid"), lent));
            store.create("session:lent", bytes("lent"), later());
            assertEquals("lent", lent.get("session:lent"));
            store.close();
            assertEquals("lent", lent.get("session:lent"));
        }
    }

    @Test
    void failureOfALentClientNamesTheBean() {
        try (RedisClient lent = RedisClient.create("redis://127.0.0.1:" + Services.freePort())) {
            SessionStore store = new RedisStoreProvider().open(new Lending(context("redis://nowhere.invalid"), lent));
            String told = assertThrows(StoreException.class, () -> store.find("session:1"))
                    .toString();
            assertTrue(told.contains("bean RedisClient") && told.contains("session.redis"), told);
            assertFalse(told.contains("nowhere"), told);
        }
    }

    /** The text of the StoreException, cause and all, which must hold no secret. */
    private String refusal(String uri, Consumer<SessionStore> call) {
        try (SessionStore store = open(uri)) {
            StoreException refusal = assertThrows(StoreException.class, () -> call.accept(store));
            String told = refusal + " " + refusal.getCause();
            assertFalse(told.contains("s3cret") || told.contains("session:"), told);
            return told;
        }
    }

    private SessionStore open(String uri) {
        return new RedisStoreProvider().open(context(uri));
    }

    private StoreContext context(String uri) {
        return new TestContext(Map.of("session.redis", uri), clock, Path.of("target"));
    }

    private static void with(SessionStore opened, Consumer<SessionStore> use) {
        try (opened) {
            use.accept(opened);
        }
    }

    private static void configure(String name, String value) {
        try (RedisClient redis = RedisClient.create(SERVER.uri());
                Connection connection = redis.getPool().getResource()) {
            connection.sendCommand(Command.CONFIG, "SET", name, value);
            assertEquals("OK", connection.getStatusCodeReply());
        }
    }

    private Instant later() {
        return clock.instant().plusSeconds(3600);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
