package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/** Writes the session, then commits the response in the way that the path names. */
@WebServlet(urlPatterns = "/way/*", asyncSupported = true)
public class WaysServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String BIG = "x".repeat(1000);
    private static final int TIMES = 100;

    /** What writes the session by itself, in another place. */
    private static final Set<String> LATER = Set.of("late", "forwarded", "async", "dispatch", "dispatched");

    @Inject
    transient Session session;

    @Inject
    transient Units units;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        // The path of an included request stays that of the one that includes it (Servlet specification, 9.3.1).
        String way = request.getDispatcherType() == DispatcherType.INCLUDE
                ? "forwarded"
                : String.valueOf(request.getPathInfo()).substring(1);
        response.setContentType("text/plain;charset=UTF-8");
        if (!LATER.contains(way)) {
            session.put("way", way);
        }
        switch (way) {
            case "small", "forwarded" -> response.getWriter().print("small");
            case "writer" -> fill(response.getWriter());
            case "stream" -> fill(response.getOutputStream());
            case "flushBuffer" -> response.flushBuffer();
            case "flush" -> response.getWriter().flush();
            case "close" -> response.getOutputStream().close();
            case "length" -> length(response);
            case "error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
            case "redirect" -> response.sendRedirect(request.getContextPath() + "/probe/get?name=way");
            case "forward" -> request.getRequestDispatcher("/way/forwarded").forward(request, response);
            case "include" -> request.getRequestDispatcher("/way/forwarded").include(request, response);
            case "async" -> async(request.startAsync());
            case "dispatch" -> request.startAsync().dispatch("/way/dispatched");
            case "dispatched" -> dispatched(response);
            case "reset" -> reset(response);
            case "twice" -> twice(response);
            case "units" -> units(response);
            case "units-fail" -> unitsFail(response);
            case "late" -> late(request, response);
            case "headers" -> headers(response);
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static void fill(PrintWriter writer) {
        for (int i = 0; i < TIMES; i++) {
            writer.print(BIG);
        }
    }

    private static void fill(ServletOutputStream stream) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            stream.print(BIG);
        }
    }

    private static void length(HttpServletResponse response) throws IOException {
        response.setContentLength(2);
        response.getOutputStream().print("ok");
    }

    private static void reset(HttpServletResponse response) throws IOException {
        response.getWriter().print("thrown away");
        response.reset();
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print("reset");
    }

    private void twice(HttpServletResponse response) throws IOException {
        session.regenerateId();
        response.addHeader("Set-Cookie", "mine=1");
        response.getWriter().print("twice");
    }

    /** A cookie of the application between two commits of which each sets one of ours. */
    private void units(HttpServletResponse response) throws IOException {
        units.put("unit", "done");
        response.addCookie(new Cookie("mine", "1"));
        session.regenerateId();
        response.getWriter().print("units");
    }

    private void unitsFail(HttpServletResponse response) throws IOException {
        units(response);
        throw new IllegalStateException("on purpose");
    }

    private void late(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("sent");
        response.flushBuffer();
        session.put("late", request.getParameter("value"));
    }

    private static void headers(HttpServletResponse response) throws IOException {
        response.setHeader("Vary", "Accept-Language");
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Set-Cookie", "mine=1");
        response.getWriter().print("headers");
    }

    private void dispatched(HttpServletResponse response) throws IOException {
        session.put("way", "dispatch");
        response.getWriter().print("dispatched");
    }

    private void async(AsyncContext context) {
        context.start(() -> {
            try {
                session.put("way", "async");
                context.getResponse().getWriter().print("async");
                context.complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
