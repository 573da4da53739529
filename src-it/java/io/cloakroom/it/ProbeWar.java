package io.cloakroom.it;

import java.io.File;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;

/** The application under test: the probes, the packaged library, and the libraries that its backend needs. */
final class ProbeWar {
    /** A class of each library that a backend needs. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "redis",
            List.of(
                    "redis.clients.jedis.RedisClient",
                    "org.apache.commons.pool2.ObjectPool",
                    "org.json.JSONObject",
                    "com.google.gson.Gson",
                    "redis.clients.authentication.core.Token",
                    "org.slf4j.Logger"),
            "memcached",
            List.of("net.spy.memcached.MemcachedClient"),
            "mongodb",
            List.of("com.mongodb.client.MongoClient", "com.mongodb.MongoClientSettings", "org.bson.Document"));

    private ProbeWar() {}

    /** With these settings in its microprofile-config.properties. */
    static WebArchive with(String name, Map<String, String> settings) {
        String properties = settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return ShrinkWrap.create(WebArchive.class, name)
                .addPackage("io.cloakroom.it.probe")
                .addAsLibraries(new File(System.getProperty("library.jar")), jarOf(MessagePack.class))
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .addAsWebResource(new StringAsset("static"), "static.txt")
                .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties")
                .addAsLibraries(libraries(settings.get("session.type")));
    }

    private static File[] libraries(@Nullable String type) {
        return LIBRARIES.getOrDefault(type, List.of()).stream()
                .flatMap(ProbeWar::jarOf)
                .toArray(File[]::new);
    }

    private static Stream<File> jarOf(String className) {
        try {
            return Stream.of(jarOf(Class.forName(className, false, ProbeWar.class.getClassLoader())));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("The driver's library with " + className + " is not on the test class path.", e);
        }
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
