package demo;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Shows the guestbook and takes its forms; after each form it sends the browser back to the page, so that reloading sends
 * nothing twice. Thread-safe.
 */
@WebServlet({"", "/login", "/logout", "/sign"})
public class GuestbookServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String LOGIN = "/login";

    @Inject
    transient Visitor visitor;

    @Inject
    transient Guestbook guestbook;

    @Inject
    transient GuestbookPage page;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        showPage(response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        if (isForged(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            visitor.complain("This form is out of date, or does not come from this page. Please try again.");
            showPage(response);
            return;
        }
        switch (request.getServletPath()) {
            case LOGIN -> logIn(request.getParameter("name"));
            case "/logout" -> visitor.logOut();
            case "/sign" -> sign(request.getParameter("message"));
            default -> {}
        }
        goToPage(request, response);
    }

    private void logIn(@Nullable String typed) {
        Guestbook.name(typed)
                .ifPresentOrElse(
                        visitor::logIn,
                        () -> visitor.complain(
                                "Please give a name of 1 to " + Guestbook.LONGEST_NAME + " characters."));
    }

    private void sign(@Nullable String typed) {
        Guestbook.message(typed)
                .ifPresentOrElse(
                        message -> {
                            guestbook.sign(visitor.name().orElseThrow(), message);
                            visitor.tell("Thank you for signing.");
                        },
                        () -> visitor.complain(
                                "Please write a message of 1 to " + Guestbook.LONGEST_MESSAGE + " characters."));
    }

    /**
     * Each form proves by the session's token that it is one of ours (OWASP's synchronizer token). The log-in form has no session
     * to keep a token in: there the browser tells whether another site sent it.
     */
    private boolean isForged(HttpServletRequest request) {
        return request.getServletPath().equals(LOGIN)
                ? "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                : !visitor.hasToken(request.getParameter("token"));
    }

    private void showPage(HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'");
        response.getWriter().print(page.show().markup());
    }

    private static void goToPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + "/");
    }
}
