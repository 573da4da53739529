package io.cloakroom.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpSessionListener;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is called on a server that lets nobody see its listeners. */
class DeclaredListenersTest {
    private static final String DESCRIPTOR =
            "<!DOCTYPE web-app><web-app><listener><listener-class> %s </listener-class>"
                    + "</listener><listener><listener-class>%s</listener-class></listener></web-app>";

    @TempDir
    Path library;

    @Test
    void declaredListenersAreMadeByTheServerOnceEach() throws Exception {
        ServletContext context = context(InWebXml.class.getName(), "missing.Listener");
        DeclaredListeners.foresee(context, Set.of(Annotated.class, InWebXml.class, Starter.class));
        RegisteredListeners found = DeclaredListeners.of(context);
        assertEquals(
                List.of(InWebXml.class, InFragment.class, Annotated.class),
                found.ofSessions().stream().map(Object::getClass).toList());
        assertEquals(List.of(), found.ofAttributes());
    }

    @Test
    void brokenDescriptorLosesItsListenersOnly() throws Exception {
        ServletContext context = context("<", "&");
        DeclaredListeners.foresee(context, Set.of(Annotated.class));
        assertEquals(
                List.of(Annotated.class),
                DeclaredListeners.of(context).ofSessions().stream()
                        .map(Object::getClass)
                        .toList());
    }

    private ServletContext context(String... inWebXml) throws Exception {
        Path fragment = Files.createDirectories(library.resolve("META-INF")).resolve("web-fragment.xml");
        Files.writeString(fragment, DESCRIPTOR.formatted(InFragment.class.getName(), Starter.class.getName()), UTF_8);
        ClassLoader loader =
                new URLClassLoader(new URL[] {library.toUri().toURL()}, DeclaredListenersTest.class.getClassLoader());
        Map<Object, Object> attributes = new HashMap<>();
        byte[] webXml = DESCRIPTOR.formatted((Object[]) inWebXml).getBytes(UTF_8);
        return (ServletContext) Proxy.newProxyInstance(
                loader, new Class<?>[] {ServletContext.class}, (self, method, arguments) -> switch (method.getName()) {
                    case "getResourceAsStream" -> new ByteArrayInputStream(webXml);
                    case "getClassLoader" -> loader;
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "createListener" ->
                        ((Class<?>) arguments[0]).getConstructor().newInstance();
                    default -> null;
                });
    }

    /** In web.xml. */
    public static final class InWebXml implements HttpSessionListener {}

    /** In web-fragment.xml. */
    public static final class InFragment implements HttpSessionListener {}

    /** With the annotation. */
    public static final class Annotated implements HttpSessionListener {}

    /** Of no use here. */
    public static final class Starter implements ServletContextListener {}
}
