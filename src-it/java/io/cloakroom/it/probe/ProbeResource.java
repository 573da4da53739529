package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;

/** The session in a JAX-RS resource. */
@RequestScoped
@Path("/session")
public class ProbeResource {
    @Inject
    Session session;

    /** Resources are under /rest. */
    @ApplicationPath("/rest")
    public static class Root extends Application {}

    @GET
    @Path("put")
    public String put(@QueryParam("value") String value) {
        session.put("rest", value);
        return "put";
    }

    @GET
    @Path("put-and-fail")
    public String putAndFail(@QueryParam("value") String value) {
        session.put("rest", value);
        throw new NotFoundException("on purpose");
    }

    @GET
    @Path("context")
    public String ofTheContext(
            @Context HttpServletRequest request, @QueryParam("name") String name, @QueryParam("value") String value) {
        if (value != null) {
            request.getSession().setAttribute(name, value);
        }
        return String.valueOf(request.getSession().getAttribute(name));
    }
}
