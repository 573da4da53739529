package io.cloakroom.it;

import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Listeners of sessions in files. */
class ListenersIT extends ListenersContract {
    private static final String PACKAGE = "io.cloakroom.it.listeners";
    private static final String DESCRIPTOR = "<%1$s xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
            + "<listener><listener-class>" + PACKAGE + ".%2$s</listener-class></listener></%1$s>";

    @Deployment(testable = false)
    static WebArchive application() {
        Map<String, String> here = Map.of(
                "session.file.dir",
                Path.of("target", "sessions-of-listeners").toAbsolutePath().toString(),
                "session.sweep-interval",
                "1");
        return ProbeWar.ofSample("filesystem", here)
                .addPackage(PACKAGE)
                .setWebXML(new StringAsset(DESCRIPTOR.formatted("web-app", "InWebXml")))
                .addAsLibraries(ShrinkWrap.create(JavaArchive.class, "listening.jar")
                        .addAsManifestResource(
                                new StringAsset(DESCRIPTOR.formatted("web-fragment", "InFragment")), "web-fragment.xml")
                        .addAsServiceProvider("jakarta.servlet.ServletContainerInitializer", PACKAGE + ".Initializer"));
    }
}
