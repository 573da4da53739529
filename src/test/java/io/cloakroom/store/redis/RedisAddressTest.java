package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @Test
    void everyPartIsRead() {
        assertEquals(
                new RedisAddress(true, "cache.example.org", 7000, "app", "p@ss:w/rd+%", 3),
                RedisAddress.parse("rediss://app:p%40ss%3Aw%2Frd+%25@cache.example.org:7000/3"));
    }

    @Test
    void whatIsLeftOutHasADefault() {
        RedisAddress local = new RedisAddress(false, "localhost", 6379, null, null, 0);
        assertEquals(local, RedisAddress.parse("redis://localhost:6379"));
        assertEquals(local, RedisAddress.parse(" redis://localhost/ "));
        assertEquals(local, RedisAddress.parse("redis://"));
    }

    @Test
    void passwordAloneIsThatOfTheDefaultUser() {
        RedisAddress expected = new RedisAddress(false, "host", 6379, null, "secret", 0);
        assertEquals(expected, RedisAddress.parse("redis://:secret@host"));
    }

    @Test
    void hostsOfComposeFilesAndOfIpv6AreHosts() {
        assertEquals("my_redis", RedisAddress.parse("redis://my_redis:6379").host());
        assertEquals("::1", RedisAddress.parse("redis://[::1]:6380").host());
        assertEquals("[::1]:6380", RedisAddress.parse("redis://[::1]:6380").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://a:s3cret@one:6379,two:6379",
                "redis-sentinel://:s3cret@one:26379/0?master=main",
                "redis+sentinel://:s3cret@one:26379/main"
            })
    void severalServersAreNotSupportedYet(String setting) {
        assertTrue(problemOf(setting).contains("not supported yet"), problemOf(setting));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://app:s3cret@host",
                "redis://s3cret@host",
                "redis://app:s3c@ret@host",
                "redis://app:s3cret%4@host",
                "redis://app:s3cret@host:0",
                "redis://app:s3cret@host:65536",
                "redis://app:s3cret@host/one",
                "redis://app:s3cret@host/0?db=1",
                "unix:///run/redis.sock"
            })
    void whatIsNoAddressIsAnsweredWithAnExample(String setting) {
        assertTrue(problemOf(setting).contains("redis://host:6379/0"), problemOf(setting));
    }

    @Test
    void passwordIsInNoText() {
        RedisAddress address = RedisAddress.parse("redis://app:s3cret@host:6379/0");
        assertEquals("host:6379", address.toString());
    }

    private static String problemOf(String setting) {
        SessionConfigException problem = assertThrows(SessionConfigException.class, () -> RedisAddress.parse(setting));
        assertFalse(problem.toString().contains("s3c"), problem.toString());
        assertEquals(null, problem.getCause());
        assertTrue(problem.toString().contains("session.redis"), problem.toString());
        return problem.toString();
    }
}
