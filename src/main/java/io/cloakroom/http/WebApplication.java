package io.cloakroom.http;

import io.cloakroom.config.SessionConfig.ServletSide;
import io.cloakroom.core.Sessions;
import jakarta.servlet.ServletContext;

/**
 * What every request of a web application needs. Immutable and thread-safe.
 *
 * @param settings what becomes of the container's own session
 */
record WebApplication(
        Sessions sessions,
        SessionCookie cookie,
        ServletContext context,
        SessionListeners listeners,
        ServletSide settings) {}
