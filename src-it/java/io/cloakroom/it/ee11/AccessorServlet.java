package io.cloakroom.it.ee11;

import io.cloakroom.Session;
import io.cloakroom.it.probe.SessionBeans.Cart;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Uses sessions by their accessors: that of the parameter {@code of}, whoever asks. */
@WebServlet("/accessor/*")
public class AccessorServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Accessors accessors;

    @Inject
    transient Session session;

    @Inject
    transient HttpSession injected;

    @Inject
    transient Cart cart;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(answer(String.valueOf(request.getPathInfo()), request));
    }

    private String answer(String path, HttpServletRequest request) {
        String of = request.getParameter("of");
        String value = request.getParameter("value");
        return switch (path) {
            case "/keep" -> accessors.keep(of, request.getSession());
            case "/get" -> access(of, http -> String.valueOf(http.getAttribute("a")));
            case "/set" -> access(of, http -> set(http, value));
            case "/fail" -> access(of, http -> fail(http, value));
            case "/end" -> access(of, AccessorServlet::end);
            case "/id" -> access(of, HttpSession::getId);
            case "/count" -> access(of, http -> String.valueOf(session.merge("n", 1, Integer::sum)));
            case "/injected" -> access(of, http -> injected.getId() + " " + injected.getAttribute("a"));
            case "/add" -> access(of, http -> add(value));
            case "/started" -> started(request.getSession());
            case "/nested" -> nested(request.getSession());
            case "/ended" -> ended(request.getSession());
            default -> throw new IllegalArgumentException(path);
        };
    }

    private String access(String of, Function<HttpSession, String> work) {
        return access(accessors.get(of), work);
    }

    private static String access(HttpSession.Accessor accessor, Function<HttpSession, String> work) {
        AtomicReference<String> answer = new AtomicReference<>();
        try {
            accessor.access(http -> answer.set(work.apply(http)));
        } catch (IllegalStateException e) {
            return "refused: " + e.getMessage();
        }
        return answer.get();
    }

    private static String set(HttpSession http, String value) {
        http.setAttribute("a", value);
        return value;
    }

    private static String fail(HttpSession http, String value) {
        http.setAttribute("a", value);
        throw new IllegalStateException("on purpose");
    }

    private static String end(HttpSession http) {
        http.invalidate();
        return "ended";
    }

    /** What is injected is that of the accessed session. */
    private String add(String value) {
        cart.add(value);
        return cart.content();
    }

    /** While the request of a new session goes on, another thread has it too. */
    private static String started(HttpSession http) {
        http.setAttribute("a", "of the request");
        HttpSession.Accessor accessor = http.getAccessor();
        return CompletableFuture.supplyAsync(() -> access(accessor, other -> {
                    other.setAttribute("b", "of the thread");
                    return http.getId().equals(other.getId()) + " " + other.getAttribute("a");
                }))
                .join();
    }

    /** In its own request an accessor gives the session as it is there. */
    private static String nested(HttpSession http) {
        HttpSession.Accessor accessor = http.getAccessor();
        http.setAttribute("a", "before");
        String seen = access(accessor, same -> {
            String found = String.valueOf(same.getAttribute("a"));
            same.setAttribute("a", "inside");
            return found;
        });
        return seen + " " + http.getAttribute("a");
    }

    private static String ended(HttpSession http) {
        HttpSession.Accessor accessor = http.getAccessor();
        http.invalidate();
        try {
            http.getAccessor();
            return "given";
        } catch (IllegalStateException expected) {
            return "refused, " + access(accessor, HttpSession::getId);
        }
    }
}
