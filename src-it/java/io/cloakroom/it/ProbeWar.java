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
import org.msgpack.core.MessagePack;

/** The application under test: the probes, the packaged library, and the libraries that its backend needs. */
final class ProbeWar {
    private static final List<String> OF_REDIS = List.of(
            "redis.clients.jedis.RedisClient",
            "org.apache.commons.pool2.ObjectPool",
            "org.json.JSONObject",
            "com.google.gson.Gson",
            "redis.clients.authentication.core.Token",
            "org.slf4j.Logger");

    private ProbeWar() {}

    /** With these settings in its microprofile-config.properties. */
    static WebArchive with(String name, Map<String, String> settings) {
        String properties = settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        WebArchive war = ShrinkWrap.create(WebArchive.class, name)
                .addPackage("io.cloakroom.it.probe")
                .addAsLibraries(new File(System.getProperty("library.jar")), jarOf(MessagePack.class))
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .addAsWebResource(new StringAsset("static"), "static.txt")
                .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
        return "redis".equals(settings.get("session.type")) ? war.addAsLibraries(redisJars()) : war;
    }

    private static File[] redisJars() {
        return OF_REDIS.stream().flatMap(ProbeWar::jarOf).toArray(File[]::new);
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
