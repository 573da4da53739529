package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.store.redis.RedisAddress.Form;
import io.cloakroom.store.redis.RedisAddress.Login;
import io.cloakroom.store.redis.RedisAddress.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    private static final Login NOBODY = new Login(null, null);

    @Test
    void everyPartIsRead() {
        assertEquals(
                new RedisAddress(
                        true,
                        List.of(new Node("cache.example.org", 7000)),
                        new Login("app", "p@ss:w/rd+%"),
                        3,
                        0,
                        new Form.Server()),
                RedisAddress.parse("rediss://app:p%40ss%3Aw%2Frd+%25@cache.example.org:7000/3"));
    }

    @Test
    void whatIsLeftOutHasADefault() {
        RedisAddress local =
                new RedisAddress(false, List.of(new Node("localhost", 6379)), NOBODY, 0, 0, new Form.Server());
        assertEquals(local, RedisAddress.parse("redis://localhost:6379"));
        assertEquals(local, RedisAddress.parse(" redis://localhost/ "));
        assertEquals(local, RedisAddress.parse("redis://"));
    }

    @Test
    void passwordAloneIsThatOfTheDefaultUser() {
        assertEquals(
                new Login(null, "secret"),
                RedisAddress.parse("redis://:secret@host").login());
    }

    @Test
    void hostsOfComposeFilesAndOfIpv6AreHosts() {
        assertEquals(
                List.of(new Node("my_redis", 6379), new Node("::1", 6380)),
                RedisAddress.parse("redis://my_redis:6379,[::1]:6380").nodes());
        assertEquals(
                "Redis at [::1]:6380", RedisAddress.parse("redis://[::1]:6380").toString());
    }

    @Test
    void severalHostsAreACluster() {
        RedisAddress expected = new RedisAddress(
                true,
                List.of(new Node("h1", 7000), new Node("h2", 6379), new Node("h3", 7002)),
                new Login("app", "s3cret"),
                0,
                0,
                new Form.Cluster());
        assertEquals(expected, RedisAddress.parse("rediss://app:s3cret@h1:7000,h2,h3:7002"));
        assertEquals(expected, RedisAddress.parse("rediss://app:s3cret@h1:7000,h2,h3:7002/0"));
        assertEquals("Redis (the cluster of h1:7000,h2:6379,h3:7002)", expected.toString());
        assertEquals(
                new Form.Cluster(),
                RedisAddress.parse("redis://h1?cluster=true").form());
    }

    @Test
    void databaseOfAClusterIsAnsweredWithTheCure() {
        for (String uri : List.of("redis://:s3cret@h1,h2/3", "redis://:s3cret@h1/3?cluster=true")) {
            assertTrue(problemOf(uri).contains("only database 0"), problemOf(uri));
        }
    }

    @Test
    void sentinelsKnowTheMasterByName() {
        RedisAddress expected = new RedisAddress(
                false,
                List.of(new Node("h1", 26_379), new Node("h2", 7000)),
                NOBODY,
                0,
                0,
                new Form.Sentinels("mymaster", NOBODY));
        assertEquals(expected, RedisAddress.parse("redis-sentinel://h1,h2:7000/mymaster"));
        assertEquals("Redis (the master mymaster of the sentinels at h1:26379,h2:7000)", expected.toString());
    }

    @Test
    void sentinelsMayHaveALoginOfTheirOwn() {
        RedisAddress address = RedisAddress.parse(
                "rediss-sentinel://app:s3cret@h1/my-master/2?sentinel-user=w%40tch&sentinel-password=s3cr%26t");
        assertTrue(address.tls(), "TLS");
        assertEquals(new Login("app", "s3cret"), address.login());
        assertEquals(2, address.database());
        assertEquals(new Form.Sentinels("my-master", new Login("w@tch", "s3cr&t")), address.form());
        assertEquals(
                new Form.Sentinels("m", new Login(null, "s3cret")),
                RedisAddress.parse("redis-sentinel://h1/m?sentinel-password=s3cret")
                        .form());
    }

    @Test
    void replicasCanBeAskedForEverywhere() {
        assertEquals(1, RedisAddress.parse("redis://h?replicas=1").replicas());
        assertEquals(2, RedisAddress.parse("redis://h1,h2?replicas=2").replicas());
        RedisAddress one = RedisAddress.parse("redis://h?cluster=true&replicas=1");
        assertEquals(1, one.replicas());
        assertEquals(new Form.Cluster(), one.form());
        assertEquals(
                1,
                RedisAddress.parse("redis-sentinel://h/m?sentinel-password=p&replicas=1")
                        .replicas());
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
                "redis://app:s3cret@host,,other",
                "redis://app:s3cret@host,",
                "redis://app:s3cret@host?replicas=0",
                "redis://app:s3cret@host?cluster=truereplicas=1",
                "redis-sentinel://app:s3cret@host",
                "redis-sentinel://app:s3cret@host/",
                "redis-sentinel://app:s3cret@host/mymaster/zero",
                "redis-sentinel://app:s3cret@host/mymaster?cluster=true",
                "redis-sentinel://host/mymaster?sentinel-user=s3cret",
                "redis+sentinel://:s3cret@one:26379/main",
                "unix:///run/redis.sock"
            })
    void whatIsNoAddressIsAnsweredWithAnExample(String setting) {
        assertTrue(problemOf(setting).contains("redis://host:6379/0"), problemOf(setting));
    }

    @Test
    void passwordIsInNoText() {
        RedisAddress address =
                RedisAddress.parse("redis-sentinel://app:s3cret@host/mymaster?sentinel-password=s3cret2");
        assertFalse((address + " " + address.login() + address.form()).contains("s3cret"), address.toString());
    }

    private static String problemOf(String setting) {
        SessionConfigException problem = assertThrows(SessionConfigException.class, () -> RedisAddress.parse(setting));
        assertFalse(problem.toString().contains("s3c"), problem.toString());
        assertEquals(null, problem.getCause());
        assertTrue(problem.toString().contains("session.redis"), problem.toString());
        return problem.toString();
    }
}
