package io.cloakroom.it.secured;

import jakarta.annotation.security.DeclareRoles;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells whom the container knows. */
@WebServlet("/who")
@DeclareRoles("user")
public class WhoServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Object visits = request.getSession().getAttribute("visits");
        request.getSession().setAttribute("visits", visits instanceof Integer count ? count + 1 : 1);
        if (request.getParameter("login") != null) {
            login(request);
        }
        if (request.getParameter("logout") != null) {
            request.logout();
        }
        response.getWriter()
                .print(request.getRemoteUser() + " " + request.getSession().getAttribute("visits"));
    }

    /** A wrong password leaves everything as it is. */
    private static void login(HttpServletRequest request) {
        try {
            request.login(request.getParameter("login"), request.getParameter("password"));
        } catch (ServletException refused) {
            request.getSession().setAttribute("refused", true);
        }
    }
}
