package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
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
            "h2",
            List.of("org.h2.Driver"),
            "mongodb",
            List.of("com.mongodb.client.MongoClient", "com.mongodb.MongoClientSettings", "org.bson.Document"));

    private static final Pattern TYPE = Pattern.compile("(?m)^session\\.type=(\\w+)$");

    private ProbeWar() {}

    /** With these settings in its microprofile-config.properties. */
    static WebArchive with(String name, Map<String, String> settings) {
        return with(name, settings.getOrDefault("session.type", "filesystem"), lines(settings));
    }

    /**
     * With a configuration sample as it is, and beside it, in a library of the application, what is different on this machine.
     *
     * @param sample a file in deploy/config, without its ending
     */
    static WebArchive ofSample(String sample, Map<String, String> here) {
        String text = read(Path.of("deploy", "config", sample + ".properties"));
        Matcher type = TYPE.matcher(text);
        assertTrue(type.find(), sample);
        String overriding = "config_ordinal=200\n" + lines(here);
        // GlassFish goes on reading the first jar that had a name, even when its application is long gone.
        String library = "here-" + Integer.toHexString(overriding.hashCode()) + ".jar";
        return with(sample + ".war", type.group(1), text)
                .addAsLibraries(ShrinkWrap.create(JavaArchive.class, library)
                        .addAsManifestResource(new StringAsset(overriding), "microprofile-config.properties"));
    }

    private static WebArchive with(String name, String type, String properties) {
        WebArchive probe = ShrinkWrap.create(WebArchive.class, name)
                .addPackage("io.cloakroom.it.probe")
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .addAsWebResource(new StringAsset("static"), "static.txt");
        return withLibrary(probe, properties).addAsLibraries(libraries(type));
    }

    /** Adds the packaged library with these settings. */
    static WebArchive withLibrary(WebArchive application, String properties) {
        return application
                .addAsLibraries(new File(System.getProperty("library.jar")), jarOf(MessagePack.class))
                .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File[] libraries(String type) {
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
