package io.cloakroom.store.sql;

import io.cloakroom.SessionConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A persistence unit of the application, as its {@code META-INF/persistence.xml} declares it: only to learn which database it uses. Ours
 * has the entity; the application's need not list it. Immutable.
 *
 * @param dataSource a JNDI name; empty with no {@code url}: the server's default
 * @param url a JDBC URL, which counts before the data source
 */
record DeclaredUnit(
        Optional<String> dataSource, Optional<String> url, Optional<String> user, Optional<String> password) {
    private static final String FILE = "META-INF/persistence.xml";

    /** @throws SessionConfigException if the application has no unit of this name */
    static DeclaredUnit named(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        try {
            for (URL file : Collections.list(application.getResources(FILE))) {
                for (Element unit : elements(root(file), "persistence-unit")) {
                    if (unit.getAttribute("name").equals(name)) {
                        return of(unit);
                    }
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new SessionConfigException("session.sql is unit:" + name + ", and " + FILE + " cannot be read: " + e);
        }
        throw new SessionConfigException("session.sql is unit:" + name + ", and no " + FILE
                + " of the application has a persistence unit of this name: correct the name, or set session.sql to the JNDI name"
                + " of a data source.");
    }

    private static DeclaredUnit of(Element unit) {
        return new DeclaredUnit(
                text(unit, "non-jta-data-source").or(() -> text(unit, "jta-data-source")),
                property(unit, "jakarta.persistence.jdbc.url"),
                property(unit, "jakarta.persistence.jdbc.user"),
                property(unit, "jakarta.persistence.jdbc.password"));
    }

    private static Element root(URL file) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        try (InputStream content = file.openStream()) {
            return parsers.newDocumentBuilder().parse(content).getDocumentElement();
        }
    }

    private static Optional<String> text(Element unit, String tag) {
        return elements(unit, tag).stream()
                .map(element -> element.getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Optional<String> property(Element unit, String name) {
        return elements(unit, "property").stream()
                .filter(property -> property.getAttribute("name").equals(name))
                .map(property -> property.getAttribute("value"))
                .findFirst();
    }

    private static List<Element> elements(Element parent, String tag) {
        NodeList found = parent.getElementsByTagNameNS("*", tag);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** Not the password. */
    @Override
    public String toString() {
        return "DeclaredUnit[" + dataSource.orElse("its own JDBC URL") + "]";
    }
}
