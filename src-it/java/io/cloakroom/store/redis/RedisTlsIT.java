package io.cloakroom.store.redis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://}: the certificate counts, and the name on it. */
class RedisTlsIT {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private final Clock clock = Clock.systemUTC();
    private final int port = Services.freePort();
    private RedisServer server;

    @BeforeEach
    void startWithACertificateForLocalhost() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        (keytool + " -genkeypair -alias redis -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                                        + " -storetype PKCS12 -storepass changeit -keystore " + keys)
                                .split(" "))
                .inheritIO()
                .start();
        assertEquals(0, made.waitFor());
        KeyStore store = KeyStore.getInstance(keys.toFile(), STORE_PASSWORD);
        String certificate = pem("CERTIFICATE", store.getCertificate("redis").getEncoded(), "redis.crt");
        String key = pem("PRIVATE KEY", store.getKey("redis", STORE_PASSWORD).getEncoded(), "redis.key");
        server = RedisServer.dedicated(("--tls-port " + port + " --tls-auth-clients no --tls-cert-file " + certificate
                        + " --tls-key-file " + key)
                .split(" "));
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
        assertRefused("localhost");
        System.setProperty(TRUST_STORE + "Password", "changeit");
        System.setProperty(TRUST_STORE, directory.resolve("keys.p12").toString());
        roundTrip("localhost");
        assertRefused("127.0.0.1");
    }

    private void assertRefused(String host) {
        String told = assertThrows(StoreException.class, () -> roundTrip(host)).toString();
        assertTrue(told.contains("certificate"), told);
    }

    private void roundTrip(String host) {
        Map<String, String> settings = Map.of("session.redis", "rediss://" + host + ":" + port);
        try (SessionStore store = new RedisStoreProvider().open(new TestContext(settings, clock, directory))) {
            store.create("session:tls", new byte[] {1}, clock.instant().plusSeconds(60));
            assertArrayEquals(
                    new byte[] {1}, store.find("session:tls").orElseThrow().data());
        }
    }

    private String pem(String type, byte[] encoded, String name) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Path file = directory.resolve(name);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        return file.toString();
    }
}
