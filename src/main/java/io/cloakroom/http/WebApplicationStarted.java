package io.cloakroom.http;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Optional;

/**
 * A CDI event: this web application is being started, before its first request. Immutable.
 *
 * @param contextPath {@code ""} or a path that begins with a slash
 */
public record WebApplicationStarted(String contextPath) {

    /** Sends the event. Stateless. */
    static final class Announcement implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            String contextPath = event.getServletContext().getContextPath();
            beans().ifPresent(beans -> beans.getEvent().fire(new WebApplicationStarted(contextPath)));
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
