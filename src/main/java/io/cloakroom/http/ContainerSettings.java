package io.cloakroom.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What an application tells its container of sessions, in {@code <session-config>} of web.xml or through its {@link ServletContext}, as values of our
 * keys. Stateless.
 *
 * <p>A container does not tell whether a flag is off or not set, so only {@code <secure>true} is obeyed, and {@code <http-only>} is not needed; nor does
 * it tell a timeout that was set from its own default, 30 minutes everywhere: web.xml does.
 */
final class ContainerSettings {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final String CONTAINER_COOKIE = "JSESSIONID";
    private static final int CONTAINER_TIMEOUT = 30;
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private ContainerSettings() {}

    static Map<String, String> of(ServletContext context) {
        Map<String, String> settings = new HashMap<>();
        timeout(context)
                .map(minutes -> minutes <= 0 ? ENDLESS : Duration.ofMinutes(minutes))
                .ifPresent(lifetime -> settings.put("permanent-session-lifetime", lifetime.toString()));
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        if (!isContainerCookie(cookie)) {
            put(settings, "session.cookie.name", cookie.getName());
        }
        put(settings, "session.cookie.domain", cookie.getDomain());
        put(settings, "session.cookie.path", cookie.getPath());
        put(settings, "session.cookie.samesite", cookie.getAttribute("SameSite"));
        if (cookie.isSecure()) {
            settings.put("session.cookie.secure", "true");
        }
        return settings;
    }

    /** A session of the container's own, as some of its logins need, must not take the name that the application wants for its cookie. */
    static void leaveNameToUs(ServletContext context) {
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        if (!isContainerCookie(cookie)) {
            try {
                cookie.setName(CONTAINER_COOKIE);
            } catch (IllegalStateException tooLate) {
                LOG.log(
                        Level.DEBUG,
                        "The container's own session cookie keeps its name, " + cookie.getName()
                                + ", which ours has too.",
                        tooLate);
            }
        }
    }

    private static boolean isContainerCookie(SessionCookieConfig cookie) {
        String name = cookie.getName();
        return name == null || name.isEmpty() || name.equalsIgnoreCase(CONTAINER_COOKIE);
    }

    private static void put(Map<String, String> settings, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            settings.put(key, value.strip());
        }
    }

    private static Optional<Integer> timeout(ServletContext context) {
        int minutes = context.getSessionTimeout();
        return minutes == CONTAINER_TIMEOUT ? timeoutInWebXml(context) : Optional.of(minutes);
    }

    private static Optional<Integer> timeoutInWebXml(ServletContext context) {
        try (InputStream webXml = context.getResourceAsStream("/WEB-INF/web.xml")) {
            return webXml == null ? Optional.empty() : timeout(webXml);
        } catch (IOException | XMLStreamException | NumberFormatException e) {
            LOG.log(Level.DEBUG, "The session-timeout in web.xml cannot be read.", e);
            return Optional.empty();
        }
    }

    private static Optional<Integer> timeout(InputStream webXml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(webXml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT
                    && reader.getLocalName().equals("session-timeout")) {
                return Optional.of(Integer.parseInt(reader.getElementText().strip()));
            }
        }
        return Optional.empty();
    }
}
