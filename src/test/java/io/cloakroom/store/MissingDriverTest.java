package io.cloakroom.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application without a driver has all other backends, and is told which dependency to add for the missing one. */
class MissingDriverTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String OPENED = "opened";

    /** Where a driver's types may be named, as ArchitectureTest has it: in the packages of the stores, but for the providers. */
    private static final Pattern MAY_NEED_A_DRIVER =
            Pattern.compile("io\\.cloakroom\\.store\\.(?!memory\\b|file\\b)\\w+\\.(?!\\w+Provider\\b).*");

    /**
     * A driver.
     *
     * @param coordinates group and artifact; the version is the pom's
     * @param packages how the names of its classes begin
     */
    private record Driver(String coordinates, List<String> packages) {}

    private static final Map<String, Driver> DRIVERS = Map.of(
            "redis",
            new Driver("redis.clients:jedis", List.of("redis.clients.", "org.apache.commons.pool2.")),
            "memcached",
            new Driver("com.amazonaws:elasticache-java-cluster-client", List.of("net.spy.", "com.amazonaws.")),
            "mongodb",
            new Driver("org.mongodb:mongodb-driver-sync", List.of("com.mongodb.", "org.bson.")),
            "sql",
            new Driver("org.eclipse.persistence:org.eclipse.persistence.jpa", List.of("jakarta.persistence.")));

    private static final Set<String> NEED_NONE = Set.of("memory", "filesystem");

    /** The backends of the jar that need a driver. */
    static Stream<String> withDriver() {
        return types().stream().filter(type -> !NEED_NONE.contains(type));
    }

    @Test
    void eachBackendIsKnownHere() {
        Set<String> known = new TreeSet<>(DRIVERS.keySet());
        known.addAll(NEED_NONE);
        for (String type : types()) {
            assertTrue(
                    known.contains(type),
                    type + " is a new backend: say here which driver it needs, or that it needs none.");
        }
        assertTrue(types().containsAll(NEED_NONE), types().toString());
    }

    @ParameterizedTest
    @MethodSource("withDriver")
    void oneIsMissing(String type) throws Exception {
        try (Driverless application = new Driverless(packagesOf(type))) {
            assertEquals(types(), typesIn(application));
            for (String other : types()) {
                String told = application.run(OpenedBackend.class.getName(), other);
                if (other.equals(type)) {
                    assertNamesTheDriver(type, told);
                } else {
                    assertEquals(OPENED, told, other);
                }
            }
            assertCanBeReflectedUpon(application);
        }
    }

    @Test
    void allAreMissing() throws Exception {
        try (Driverless application = new Driverless(allPackages())) {
            assertEquals(types(), typesIn(application));
            for (String type : types()) {
                String told = application.run(OpenedBackend.class.getName(), type);
                if (NEED_NONE.contains(type)) {
                    assertEquals(OPENED, told, type);
                } else {
                    assertNamesTheDriver(type, told);
                }
            }
            assertCanBeReflectedUpon(application);
        }
    }

    @Test
    void noneIsMissing() throws Exception {
        try (Driverless application = new Driverless(List.of())) {
            for (String type : types()) {
                assertEquals(OPENED, application.run(OpenedBackend.class.getName(), type), type);
            }
        }
    }

    @Test
    void applicationStartsWithoutAnyAndIsToldOfTheOneItAsksFor() throws Exception {
        String task = "io.cloakroom.cdi.StartedApplication";
        try (Driverless application = new Driverless(allPackages())) {
            assertEquals("2", application.run(task, "memory"));
            for (String type : withDriver().toList()) {
                assertNamesTheDriver(type, application.run(task, type));
            }
        }
    }

    @Test
    void whatIsMissingHereIsReallyMissing() {
        try (Driverless application = new Driverless(allPackages())) {
            for (String driver : List.of(
                    "redis.clients.jedis.RedisClient",
                    "net.spy.memcached.MemcachedClient",
                    "com.mongodb.client.MongoClient",
                    "jakarta.persistence.EntityManager")) {
                assertDoesNotThrow(() -> Class.forName(driver, false, MissingDriverTest.class.getClassLoader()));
                assertThrows(ClassNotFoundException.class, () -> Class.forName(driver, false, application));
            }
        }
    }

    /** CDI containers, servlet containers and ServiceLoader do so with whatever they meet. */
    private static void assertCanBeReflectedUpon(Driverless application) throws IOException {
        List<String> names = classes();
        assertTrue(
                names.size() > 100 && names.contains("io.cloakroom.store.redis.RedisStoreProvider"), names.toString());
        for (String name : names) {
            assertDoesNotThrow(() -> members(Class.forName(name, true, application)), name);
        }
    }

    private static List<Object> members(Class<?> type) {
        List<Object> members = new ArrayList<>();
        Collections.addAll(members, (Object[]) type.getDeclaredMethods());
        Collections.addAll(members, (Object[]) type.getDeclaredFields());
        Collections.addAll(members, (Object[]) type.getDeclaredConstructors());
        Collections.addAll(members, (Object[]) type.getDeclaredClasses());
        Collections.addAll(members, (Object[]) type.getAnnotations());
        return members;
    }

    private static void assertNamesTheDriver(String type, String told) throws IOException {
        Driver driver = Objects.requireNonNull(DRIVERS.get(type), type);
        String dependency = driver.coordinates() + ":" + versionInPom(driver.coordinates());
        assertTrue(told.contains("session.type=" + type) && told.contains("add the dependency " + dependency), told);
    }

    private static String versionInPom(String coordinates) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String[] names = coordinates.split(":", 2);
        String version = first(
                pom,
                "<groupId>" + Pattern.quote(names[0]) + "</groupId><artifactId>" + Pattern.quote(names[1])
                        + "</artifactId><version>([^<]+)</version>");
        return version.startsWith("${")
                ? first(pom, "<" + Pattern.quote(version.substring(2, version.length() - 1)) + ">([^<]+)<")
                : version;
    }

    private static String first(String pom, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(pom);
        assertTrue(matcher.find(), "The pom has no " + pattern);
        return matcher.group(1);
    }

    private static Set<String> types() {
        return new TreeSet<>(Stores.of(MissingDriverTest.class.getClassLoader()).types());
    }

    private static Set<String> typesIn(Driverless application) throws Exception {
        return new TreeSet<>(
                List.of(application.run(FoundBackends.class.getName(), "").split(",")));
    }

    private static List<String> packagesOf(String type) {
        Driver driver = DRIVERS.get(type);
        return driver == null ? List.of() : driver.packages();
    }

    private static List<String> allPackages() {
        List<String> all = new ArrayList<>();
        DRIVERS.values().forEach(driver -> all.addAll(driver.packages()));
        return all;
    }

    private static List<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(file -> file.replaceFirst("\\.class$", "").replace(File.separatorChar, '.'))
                    .filter(name -> !MAY_NEED_A_DRIVER.matcher(name).matches())
                    .toList();
        }
    }
}
