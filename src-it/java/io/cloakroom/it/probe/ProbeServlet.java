package io.cloakroom.it.probe;

import io.cloakroom.Flash;
import io.cloakroom.Session;
import io.cloakroom.SessionException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Reads and writes the session. */
@WebServlet("/probe/*")
public class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Session session;

    @Inject
    transient Units units;

    @Inject
    transient Gate gate;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain;charset=UTF-8");
        String answer = answer(String.valueOf(request.getPathInfo()), request);
        response.getWriter().print(answer);
    }

    private String answer(String path, HttpServletRequest request) {
        String name = request.getParameter("name");
        String value = request.getParameter("value");
        return switch (path) {
            case "/none" -> "ok";
            case "/get" -> String.valueOf(session.get(name));
            case "/all" -> new TreeMap<>(session).toString();
            case "/size" -> String.valueOf(session.size());
            case "/contains" -> String.valueOf(session.containsKey(name));
            case "/put" -> String.valueOf(session.put(name, value));
            case "/merge" -> String.valueOf(session.merge(name, 1, Integer::sum));
            case "/remove" -> String.valueOf(session.remove(name));
            case "/clear" -> clear();
            case "/invalidate" -> invalidate();
            case "/regenerate" -> regenerate();
            case "/flash" -> flash(value);
            case "/flashes" -> session.flashes().stream().map(Flash::message).collect(Collectors.joining(","));
            case "/unit" -> units.put(name, value);
            case "/failing-unit" -> units.putAndFail(name, value);
            case "/caught-unit" -> caughtUnit(name, value);
            case "/fail" -> fail(name, value);
            case "/slow" -> slow(name, value);
            case "/outside" -> outside();
            case "/jdk" -> System.getProperty("java.home");
            case "/calls" -> String.valueOf(StoreCallsListener.of(value));
            default -> throw new IllegalArgumentException(path);
        };
    }

    private String clear() {
        session.clear();
        return "cleared";
    }

    private String invalidate() {
        session.invalidate();
        return "ended";
    }

    private String regenerate() {
        session.regenerateId();
        return "renewed";
    }

    private String flash(String message) {
        session.flash(message);
        return "left";
    }

    private String caughtUnit(String name, String value) {
        session.put("before", "kept");
        try {
            return units.putAndFail(name, value);
        } catch (IllegalStateException e) {
            return "rolled back";
        }
    }

    private String fail(String name, String value) {
        session.put(name, value);
        throw new IllegalStateException("on purpose");
    }

    /** Loads the session, tells the test so, and goes on when the test says so. */
    private String slow(String name, String value) {
        session.put(name, value);
        gate.waitHere();
        return "done";
    }

    /** Uses the session on a thread that handles no request. */
    private String outside() {
        try {
            return CompletableFuture.supplyAsync(
                            () -> String.valueOf(session.get("a")), work -> new Thread(work).start())
                    .join();
        } catch (CompletionException e) {
            return e.getCause() instanceof SessionException cause ? cause.getMessage() : e.toString();
        }
    }
}
