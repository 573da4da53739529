package shop;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** The customer's account. */
@WebServlet("/account/*")
public class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Cart cart;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(answer(request));
    }

    private String answer(HttpServletRequest request) {
        return switch (String.valueOf(request.getPathInfo())) {
            case "/visit" -> visit(request.getSession());
            case "/cart" -> cart.getItems().toString();
            case "/buy" -> buy(request.getParameter("article"));
            case "/leave" -> leave(request);
            case "/log" -> Log.lines().toString();
            default -> throw new IllegalArgumentException(request.getPathInfo());
        };
    }

    private static String visit(HttpSession session) {
        Integer visits = (Integer) session.getAttribute("visits");
        session.setAttribute("visits", visits == null ? 1 : visits + 1);
        return String.valueOf(session.getAttribute("visits"));
    }

    private String buy(String article) {
        cart.add(article);
        return String.valueOf(cart.getItems().size());
    }

    private static String leave(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return "bye";
    }
}
