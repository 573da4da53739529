package io.cloakroom.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EventListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The listeners that an application declares, for servers that do not let us see their own: those of web.xml, then those of web fragments, then those
 * with {@code @WebListener}. They are made anew by the server, which injects them. Stateless.
 */
final class DeclaredListeners {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final String ANNOTATED = DeclaredListeners.class.getName();

    private DeclaredListeners() {}

    /** Notes those with an annotation, which only an initializer is told of. */
    static void foresee(ServletContext context, Set<Class<?>> annotated) {
        context.setAttribute(
                ANNOTATED, annotated.stream().map(Class::getName).sorted().toList());
    }

    /** Makes them, and warns of what is lost. */
    static RegisteredListeners of(ServletContext context) {
        List<EventListener> all = names(context).stream()
                .flatMap(name -> made(name, context).stream())
                .toList();
        LOG.log(
                Level.WARNING,
                "This server ({0}) does not let Cloakroom see the listeners of the application. Those in web.xml and web-fragment.xml and those with"
                        + " @WebListener are called for its sessions, perhaps in another order and each in an instance of its own; those given to"
                        + " ServletContext.addListener are not: name them in web.xml. Called are: {1}.",
                context.getServerInfo(),
                all.stream().map(listener -> listener.getClass().getName()).toList());
        return RegisteredListeners.of(all, all, all);
    }

    private static Set<String> names(ServletContext context) {
        Set<String> names = new LinkedHashSet<>();
        try (InputStream webXml = context.getResourceAsStream("/WEB-INF/web.xml")) {
            if (webXml != null) {
                names.addAll(declaredIn(webXml));
            }
            for (URL fragment : Collections.list(loader(context).getResources("META-INF/web-fragment.xml"))) {
                try (InputStream content = fragment.openStream()) {
                    names.addAll(declaredIn(content));
                }
            }
        } catch (IOException | XMLStreamException e) {
            LOG.log(Level.WARNING, "The listeners in web.xml and its fragments cannot all be read.", e);
        }
        if (context.getAttribute(ANNOTATED) instanceof List<?> annotated) {
            annotated.forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    private static List<String> declaredIn(InputStream descriptor) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(descriptor);
        List<String> names = new ArrayList<>();
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT
                    && reader.getLocalName().equals("listener-class")) {
                names.add(reader.getElementText().strip());
            }
        }
        return names;
    }

    private static Optional<EventListener> made(String name, ServletContext context) {
        try {
            Class<?> type = Class.forName(name, false, loader(context));
            return RegisteredListeners.isOfSessions(type)
                    ? Optional.of(context.createListener(type.asSubclass(EventListener.class)))
                    : Optional.empty();
        } catch (ClassNotFoundException | ServletException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "The listener " + name + " cannot be made, and is not called for sessions.", e);
            return Optional.empty();
        }
    }

    private static ClassLoader loader(ServletContext context) {
        ClassLoader loader = context.getClassLoader();
        return loader == null ? DeclaredListeners.class.getClassLoader() : loader;
    }
}
