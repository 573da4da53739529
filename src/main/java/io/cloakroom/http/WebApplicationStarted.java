package io.cloakroom.http;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Map;
import java.util.Optional;

/**
 * A CDI event: this web application is being started, before its first request. Immutable.
 *
 * @param contextPath {@code ""} or a path that begins with a slash
 * @param defaults what the application tells the container of its sessions, as values of our keys; it holds where no key is set
 */
public record WebApplicationStarted(String contextPath, Map<String, String> defaults) {
    private static final String ATTRIBUTE = WebApplicationStarted.class.getName();

    /** An application that runs in no container. */
    public static final WebApplicationStarted OUTSIDE = new WebApplicationStarted("", Map.of());

    /** Copies the map. */
    public WebApplicationStarted {
        defaults = Map.copyOf(defaults);
    }

    /** The start of this application. */
    public static WebApplicationStarted of(ServletContext context) {
        WebApplicationStarted foreseen =
                context.getAttribute(ATTRIBUTE) instanceof WebApplicationStarted noted ? noted : OUTSIDE;
        return new WebApplicationStarted(context.getContextPath(), foreseen.defaults());
    }

    /** Notes what only an initializer may ask a context; an initializer of Open Liberty is not told the path. */
    static void foresee(ServletContext context) {
        context.setAttribute(ATTRIBUTE, new WebApplicationStarted("", ContainerSettings.of(context)));
        ContainerSettings.leaveNameToUs(context);
    }

    /** Sends the event. Stateless. */
    static final class Announcement implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            WebApplicationStarted started = of(event.getServletContext());
            beans().ifPresent(beans -> beans.getEvent().fire(started));
        }

        /** Without CDI nothing starts; the filter says so if it is used. */
        private static Optional<BeanManager> beans() {
            try {
                return Optional.of(CDI.current().getBeanManager());
            } catch (IllegalStateException noCdi) {
                return Optional.empty();
            }
        }
    }
}
