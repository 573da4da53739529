package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MemcachedServer;
import io.cloakroom.testing.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code session.memcached.tls}: the certificate counts, and the name on it; and what the driver makes of long records. */
class MemcachedTlsIT {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private final Clock clock = Clock.systemUTC();
    private final int port = Services.freePort();
    private MemcachedServer server;

    @BeforeEach
    void startWithACertificateForLocalhost() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        (keytool + " -genkeypair -alias memcached -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                                        + " -storetype PKCS12 -storepass changeit -keystore " + keys)
                                .split(" "))
                .inheritIO()
                .start();
        assertEquals(0, made.waitFor());
        KeyStore store = KeyStore.getInstance(keys.toFile(), STORE_PASSWORD);
        String certificate =
                pem("CERTIFICATE", store.getCertificate("memcached").getEncoded(), "memcached.crt");
        String key =
                pem("PRIVATE KEY", store.getKey("memcached", STORE_PASSWORD).getEncoded(), "memcached.key");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = MemcachedServer.dedicated(
                "-Z", "-l", "127.0.0.1:" + port, "-o", "ssl_chain_cert=" + certificate + ",ssl_key=" + key);
        server.start();
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        server.stop();
    }

    @Test
    void trustedCertificateOfThisHostOpensAndNoOther() {
        assertRefused("localhost:" + port);
        trustTheCertificate();
        roundTrip("localhost:" + port, 1);
        assertRefused("127.0.0.1:" + port);
    }

    @Test
    void recordsOfAllLengthsPass() {
        trustTheCertificate();
        for (int length : List.of(0, 1, 100, 16_000, 16_384, 17_000, 100_000, 1_000_000)) {
            roundTrip("localhost:" + port, length);
        }
    }

    @Test
    void connectionIsMadeAnewAfterARestart() {
        trustTheCertificate();
        try (SessionStore store = open("localhost:" + port)) {
            store.delete("session:tls");
            server.stop();
            server.start();
            store.delete("session:tls");
        }
    }

    /** The driver does not notice the end of a connection in the middle of a TLS record, and has to be given up. */
    @Test
    void outageInTheMiddleOfARecordEnds() throws Exception {
        trustTheCertificate();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (SessionStore store = open("localhost:" + port)) {
            for (int round = 0; round < 3; round++) {
                assertTrue(store.create(
                                "session:long",
                                new byte[900_000],
                                clock.instant().plusSeconds(60))
                        .isPresent());
                CountDownLatch reading = new CountDownLatch(8);
                List<Future<Boolean>> load = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    load.add(threads.submit(() -> {
                        while (store.find("session:long").isPresent()) {
                            reading.countDown();
                        }
                        return true;
                    }));
                }
                reading.await();
                server.stop();
                server.start();
                for (Future<Boolean> one : load) {
                    try {
                        assertTrue(one.get(10, TimeUnit.SECONDS), "read what a restart has lost");
                    } catch (ExecutionException e) {
                        assertInstanceOf(StoreException.class, e.getCause());
                    }
                }
                Services.await("it is back", Duration.ofSeconds(20), () -> isEmpty(store));
            }
        } finally {
            threads.shutdownNow();
        }
        Services.await(
                "the driver's thread has ended",
                Duration.ofSeconds(5),
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("Memcached IO")
                                && thread.getName().contains(":" + port)));
    }

    private static boolean isEmpty(SessionStore store) {
        try {
            return store.find("session:long").isEmpty();
        } catch (StoreException notYet) {
            return false;
        }
    }

    @Test
    void serverWithoutTlsIsToldAsSuch() {
        trustTheCertificate();
        assertRefused("localhost:" + server.port());
    }

    private void trustTheCertificate() {
        System.setProperty(TRUST_STORE + "Password", "changeit");
        System.setProperty(TRUST_STORE, directory.resolve("keys.p12").toString());
    }

    private void assertRefused(String address) {
        String told =
                assertThrows(StoreException.class, () -> roundTrip(address, 1)).toString();
        assertTrue(told.contains("certificate") && told.contains("session.memcached.tls"), told);
    }

    private void roundTrip(String address, int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        try (SessionStore store = open(address)) {
            store.delete("session:tls");
            String version = store.create(
                            "session:tls", new byte[] {1}, clock.instant().plusSeconds(60))
                    .orElseThrow();
            assertTrue(
                    store.update("session:tls", version, data, clock.instant().plusSeconds(60))
                            .isPresent(),
                    "refused");
            assertArrayEquals(data, store.find("session:tls").orElseThrow().data());
        }
    }

    private SessionStore open(String address) {
        Map<String, String> settings = Map.of("session.memcached", address, "session.memcached.tls", "true");
        return new MemcachedStoreProvider().open(new TestContext(settings, clock, directory));
    }

    private String pem(String type, byte[] encoded, String name) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Path file = directory.resolve(name);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        return file.toString();
    }
}
