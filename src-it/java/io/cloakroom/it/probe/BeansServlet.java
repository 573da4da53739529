package io.cloakroom.it.probe;

import io.cloakroom.it.probe.SessionBeans.Cart;
import io.cloakroom.it.probe.SessionBeans.Counter;
import io.cloakroom.it.probe.SessionBeans.Diary;
import io.cloakroom.it.probe.SessionBeans.Wishes;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Uses session-scoped beans. */
@WebServlet(urlPatterns = "/beans/*", asyncSupported = true)
public class BeansServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Cart cart;

    @Inject
    transient Counter counter;

    @Inject
    transient Wishes wishes;

    @Inject
    transient Diary diary;

    @Inject
    transient Gate gate;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String path = String.valueOf(request.getPathInfo());
        if (path.equals("/async")) {
            request.startAsync().dispatch(request.getParameter("value"));
        } else {
            response.getWriter().print(answer(path, request));
        }
    }

    private String answer(String path, HttpServletRequest request) {
        String value = request.getParameter("value");
        return switch (path) {
            case "/diary" -> diary.read();
            case "/cart" -> cart.content();
            case "/add" -> add(value);
            case "/change" -> change();
            case "/slow" -> slow();
            case "/next" -> counter.next();
            case "/wish" -> wish(value);
            case "/session-begin" -> String.valueOf(request.getSession().isNew());
            case "/invalidate" -> invalidate(request);
            case "/outside" -> outside();
            default -> throw new IllegalArgumentException(path);
        };
    }

    private String add(String value) {
        cart.add(value);
        return cart.content();
    }

    private String change() {
        cart.changeOther();
        return cart.content();
    }

    /** Uses the bean, tells the test so, and goes on when the test says so. */
    private String slow() {
        cart.change();
        gate.waitHere();
        return cart.content();
    }

    private String wish(String value) {
        wishes.add(value);
        return wishes.all();
    }

    private String invalidate(HttpServletRequest request) {
        request.getSession().invalidate();
        diary.note("invalidated");
        return cart.content();
    }

    /** Uses a bean on a thread that handles no request. */
    private String outside() {
        try {
            return CompletableFuture.supplyAsync(cart::content, work -> new Thread(work).start())
                    .join();
        } catch (CompletionException e) {
            return e.getCause() instanceof ContextNotActiveException cause ? cause.getMessage() : e.toString();
        }
    }
}
