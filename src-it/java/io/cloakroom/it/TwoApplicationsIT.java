package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.testing.RedisServer;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications on one server: an id of one is nothing to the other, unless they share store and prefix. */
@Tag("server")
@Tag("wildfly")
@Tag("liberty")
@Tag("glassfish")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TwoApplicationsIT {
    private static final RedisServer REDIS = RedisServer.shared();

    @Deployment(name = "files-a", testable = false)
    static WebArchive filesA() {
        return ProbeWar.with("files-a.war", Map.of());
    }

    @Deployment(name = "files-b", testable = false)
    static WebArchive filesB() {
        return ProbeWar.with("files-b.war", Map.of());
    }

    @Deployment(name = "redis-a", testable = false)
    static WebArchive redisA() {
        return redis("redis-a.war", "one:");
    }

    @Deployment(name = "redis-b", testable = false)
    static WebArchive redisB() {
        return redis("redis-b.war", "two:");
    }

    @Deployment(name = "redis-c", testable = false)
    static WebArchive redisC() {
        return redis("redis-c.war", "two:");
    }

    private static WebArchive redis(String name, String prefix) {
        REDIS.start();
        return ProbeWar.with(
                name, Map.of("session.type", "redis", "session.redis", REDIS.uri(), "session.key-prefix", prefix));
    }

    @Test
    void filesOfTwoApplicationsAreApart(
            @ArquillianResource @OperateOnDeployment("files-a") URL a,
            @ArquillianResource @OperateOnDeployment("files-b") URL b) {
        assertEquals("{}", seenWithTheSameId(a, b));
    }

    @Test
    void prefixesKeepApplicationsApart(
            @ArquillianResource @OperateOnDeployment("redis-a") URL a,
            @ArquillianResource @OperateOnDeployment("redis-b") URL b) {
        assertEquals("{}", seenWithTheSameId(a, b));
    }

    @Test
    void onePrefixInOneStoreIsOneSession(
            @ArquillianResource @OperateOnDeployment("redis-b") URL b,
            @ArquillianResource @OperateOnDeployment("redis-c") URL c) {
        assertEquals("{name=value}", seenWithTheSameId(b, c));
    }

    /** GlassFish runs them on threads that it keeps for the next application. */
    @Test
    void asynchronousWorkIsThatOfItsApplication(
            @ArquillianResource @OperateOnDeployment("files-a") URL a,
            @ArquillianResource @OperateOnDeployment("files-b") URL b) {
        for (URL application : List.of(a, b, a)) {
            Browser browser = new Browser(application.toString());
            assertEquals("async", browser.body("way/async"));
            assertEquals("async", browser.body("probe/get?name=way"));
        }
    }

    private static String seenWithTheSameId(URL written, URL read) {
        Browser there = new Browser(written.toString());
        there.body("probe/put?name=name&value=value");
        assertEquals("value", there.body("probe/get?name=name"));
        Browser here = new Browser(read.toString());
        here.setCookie(there.cookie());
        return here.body("probe/all");
    }
}
