package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Does to the session what the path says, for tests that look at the answer. */
@WebServlet("/probe/*")
public class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Session session;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain;charset=UTF-8");
        String name = request.getParameter("name");
        switch (String.valueOf(request.getPathInfo())) {
            case "/none" -> response.getWriter().print("ok");
            case "/get" -> response.getWriter().print(session.get(name));
            case "/put" -> {
                Object before = session.put(name, request.getParameter("value"));
                response.getWriter().print(before);
            }
            case "/merge" -> response.getWriter().print(session.merge(name, 1, Integer::sum));
            case "/fail" -> {
                session.put(name, request.getParameter("value"));
                throw new IllegalStateException("on purpose");
            }
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
