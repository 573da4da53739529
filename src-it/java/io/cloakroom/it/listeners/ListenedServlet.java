package io.cloakroom.it.listeners;

import io.cloakroom.Session;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Does to sessions what listeners want to know. */
@WebServlet("/listened/*")
public class ListenedServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Session session;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(answer(String.valueOf(request.getPathInfo()), request));
    }

    private String answer(String path, HttpServletRequest request) {
        String name = request.getParameter("name");
        String value = request.getParameter("value");
        return switch (path) {
            case "/diary" -> Diary.read();
            case "/begin" -> String.valueOf(request.getSession().isNew());
            case "/set" -> done(() -> request.getSession().setAttribute(name, value));
            case "/remove" -> done(() -> request.getSession().removeAttribute(name));
            case "/ticket" -> done(() -> request.getSession().setAttribute(name, new Ticket(value)));
            case "/awake" -> String.valueOf(((Ticket) request.getSession().getAttribute(name)).isAwake());
            case "/renew" -> request.changeSessionId();
            case "/invalidate" -> done(() -> request.getSession().invalidate());
            case "/short" -> done(() -> request.getSession().setMaxInactiveInterval(1));
            case "/inject-put" -> done(() -> session.put(name, value));
            case "/inject-clear" -> done(session::clear);
            case "/hash" -> session.id() + " " + session.cost().idHash().orElseThrow();
            default -> throw new IllegalArgumentException(path);
        };
    }

    private static String done(Runnable work) {
        work.run();
        return "done";
    }
}
