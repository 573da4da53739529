package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Uses the session in a filter, and lets an observer use it. */
@WebFilter("/places")
public class PlacesFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    transient Session session;

    @Inject
    transient Event<Visit> visits;

    /** Somebody came. */
    public record Visit(String name) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        session.put("filter", "was here");
        visits.fire(new Visit("observer"));
        response.getWriter().print("ok");
    }
}
