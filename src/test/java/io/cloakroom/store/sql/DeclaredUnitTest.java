package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.TestContext;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code session.sql=unit:NAME}: the database of a persistence unit of the application. */
class DeclaredUnitTest {
    private static final String XML = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="orders">
                <jta-data-source>java:jboss/datasources/Orders</jta-data-source>
              </persistence-unit>
              <persistence-unit name="shop">
                <jta-data-source>jdbc/shop</jta-data-source>
                <non-jta-data-source>jdbc/shop-direct</non-jta-data-source>
              </persistence-unit>
              <persistence-unit name="plain"/>
              <persistence-unit name="own">
                <properties>
                  <property name="jakarta.persistence.jdbc.url" value="jdbc:h2:mem:own;DB_CLOSE_DELAY=-1"/>
                  <property name="jakarta.persistence.jdbc.user" value="me"/>
                  <property name="jakarta.persistence.jdbc.password" value="open sesame"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    @TempDir
    Path application;

    private ClassLoader before = DeclaredUnitTest.class.getClassLoader();

    @BeforeEach
    void enterTheApplication() throws IOException {
        Files.createDirectories(application.resolve("META-INF"));
        Files.writeString(application.resolve("META-INF/persistence.xml"), XML);
        Thread thread = Thread.currentThread();
        before = thread.getContextClassLoader();
        thread.setContextClassLoader(
                new URLClassLoader(new URL[] {application.toUri().toURL()}, before));
    }

    @AfterEach
    void leaveTheApplication() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void databaseIsTheUnits() {
        assertEquals(
                Optional.of("java:jboss/datasources/Orders"),
                DeclaredUnit.named("orders").dataSource());
        assertEquals(Optional.of("jdbc/shop-direct"), DeclaredUnit.named("shop").dataSource());
        assertEquals(Optional.empty(), DeclaredUnit.named("plain").dataSource());
        assertEquals(Optional.of("me"), DeclaredUnit.named("own").user());
        assertFalse(DeclaredUnit.named("own").toString().contains("sesame"));
    }

    @Test
    void sessionsAreKeptThere() {
        try (SessionStore store = open("unit:own")) {
            store.create("session:1", new byte[] {1}, Instant.now().plusSeconds(60));
            assertArrayEquals(
                    new byte[] {1}, store.find("session:1").orElseThrow().data());
        }
    }

    @Test
    void unknownUnitStopsTheDeployment() {
        SessionConfigException unknown = assertThrows(SessionConfigException.class, () -> open("unit:shops"));
        assertTrue(
                String.valueOf(unknown.getMessage())
                        .contains("session.sql is unit:shops, and no META-INF/persistence.xml"),
                unknown.getMessage());
    }

    private static SessionStore open(String sql) {
        return new SqlStoreProvider()
                .open(new TestContext(Map.of("session.sql", sql), Clock.systemUTC(), Path.of("target")));
    }
}
