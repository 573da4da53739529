package io.cloakroom.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.it.probe.Gate;
import io.cloakroom.it.probe.ProbeServlet;
import io.cloakroom.it.probe.StoreCallsListener;
import io.cloakroom.it.probe.Units;
import io.cloakroom.testing.Services;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessagePack;

/** CDI, Servlet and MicroProfile Config are all that Cloakroom needs. Open Liberty is the server that can leave out the rest: REST, transactions, JPA. */
@Tag("server")
@Tag("liberty")
class LeastLibertyIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void sessionsAreKeptInTheServersFolder() throws Exception {
        try (LibertyProcess server = new LibertyProcess(Path.of("src-it", "liberty", "least.xml"), Map.of())) {
            server.add(application(), "apps/least.war");
            server.start();
            Services.await("Liberty answers", PATIENCE, () -> Visitor.isServed(server.url() + "probe/none"));
            Visitor visitor = new Visitor();
            visitor.get(server.url() + "probe/put?name=a&value=1");
            assertEquals("rolled back", visitor.get(server.url() + "probe/caught-unit?name=a&value=2"));
            assertEquals("{a=1, before=kept}", visitor.get(server.url() + "probe/all"));
            assertTrue(records(server.home().resolve("cloakroom").resolve("ROOT")) > 0, "records in " + server.home());
        }
    }

    private Path application() throws Exception {
        File file = folder.resolve("least.war").toFile();
        ShrinkWrap.create(WebArchive.class)
                .addClasses(ProbeServlet.class, Units.class, Gate.class, Gate.Handle.class, StoreCallsListener.class)
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .addAsLibraries(
                        new File(System.getProperty("library.jar")),
                        new File(MessagePack.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()))
                .as(ZipExporter.class)
                .exportTo(file);
        return file.toPath();
    }

    private static long records(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
