package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Uses the session as an application does that knows of {@link HttpSession} only, except where it compares. */
@WebServlet("/http/*")
public class HttpSessionServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Session session;

    @Inject
    transient HttpServletRequest injectedRequest;

    @Inject
    transient HttpSession injectedSession;

    @Inject
    transient Ends ends;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain;charset=UTF-8");
        String answer = answer(String.valueOf(request.getPathInfo()), request, response);
        response.getWriter().print(answer);
    }

    private String answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        String value = request.getParameter("value");
        return switch (path) {
            case "/present" -> request.getSession(false) == null ? "no" : "yes";
            case "/begin" -> request.getSession().getId();
            case "/new" -> String.valueOf(request.getSession().isNew());
            case "/get" -> String.valueOf(request.getSession().getAttribute(name));
            case "/names" -> new TreeSet<>(Collections.list(request.getSession().getAttributeNames())).toString();
            case "/times" ->
                request.getSession().getCreationTime() + " "
                        + request.getSession().getLastAccessedTime();
            case "/idle" -> idle(request.getSession(), value);
            case "/set" -> set(request.getSession(), name, value);
            case "/grow" -> grow(request.getSession());
            case "/end" -> end(request);
            case "/ended" -> ended(request);
            case "/change" -> change(request);
            case "/requested" -> requested(request);
            case "/late" -> late(request, response);
            case "/here" -> here(request, name);
            case "/ends" -> ends.of(name, value).toString();
            case "/same" -> same(request);
            case "/properties" -> properties(request.getSession());
            case "/urls" -> response.encodeURL("/a") + " " + response.encodeRedirectURL("/b?c=d");
            default -> throw new IllegalArgumentException(path);
        };
    }

    private static String idle(HttpSession http, String value) {
        if (value != null) {
            http.setMaxInactiveInterval(Integer.parseInt(value));
        }
        return String.valueOf(http.getMaxInactiveInterval());
    }

    private static String set(HttpSession http, String name, String value) {
        http.setAttribute(name, value);
        return String.valueOf(http.getAttribute(name));
    }

    /** Changes a value from inside. */
    @SuppressWarnings("unchecked") // It is ours.
    private static String grow(HttpSession http) {
        if (http.getAttribute("list") == null) {
            http.setAttribute("list", new ArrayList<>());
        }
        List<String> list = (List<String>) http.getAttribute("list");
        list.add("x");
        return String.valueOf(list.size());
    }

    private static String end(HttpServletRequest request) {
        HttpSession before = request.getSession();
        before.invalidate();
        return String.valueOf(request.getSession(false));
    }

    /** How an invalidated session answers, call by call. */
    private static String ended(HttpServletRequest request) {
        HttpSession before = request.getSession();
        before.setAttribute("a", "1");
        String id = before.getId();
        before.invalidate();
        List<Runnable> refused = List.of(
                before::getCreationTime,
                before::getLastAccessedTime,
                before::getMaxInactiveInterval,
                before::getAttributeNames,
                before::isNew,
                before::invalidate,
                () -> before.getAttribute("a"),
                () -> before.setAttribute("a", "2"),
                () -> before.removeAttribute("a"),
                () -> before.setMaxInactiveInterval(1));
        long refusals = refused.stream().filter(HttpSessionServlet::isRefused).count();
        HttpSession after = request.getSession();
        boolean isAnother = after != before && !after.getId().equals(id) && after.getAttribute("a") == null;
        return refusals + " of " + refused.size() + " " + before.getId().equals(id) + " "
                + (before.getServletContext() != null) + " " + isAnother + " " + after.isNew();
    }

    private static boolean isRefused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (IllegalStateException expected) {
            return true;
        }
    }

    private static String change(HttpServletRequest request) {
        if (request.getSession(false) == null) {
            return String.valueOf(isRefused(request::changeSessionId));
        }
        String before = request.getSession().getId();
        String after = request.changeSessionId();
        return before + " " + after + " " + request.getSession().getId();
    }

    private static String requested(HttpServletRequest request) {
        return request.getRequestedSessionId() + " " + request.isRequestedSessionIdValid() + " "
                + request.isRequestedSessionIdFromCookie() + " " + request.isRequestedSessionIdFromURL();
    }

    private static String late(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.flushBuffer();
        return String.valueOf(isRefused(request::getSession)) + " " + request.getSession(false);
    }

    /** A value that cannot be stored. */
    private static String here(HttpServletRequest request, String name) {
        Thread value = new Thread(name);
        request.getSession().setAttribute(name, value);
        boolean isThere = request.getSession().getAttribute(name) == value;
        request.getSession().setAttribute("beside", "kept");
        return String.valueOf(isThere);
    }

    /** As EL and others see it, who look at all methods of its class. */
    private static String properties(HttpSession http) {
        return Stream.of(http.getClass().getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("get"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** What the ways to the session agree on. */
    private String same(HttpServletRequest request) {
        request.getSession().setAttribute("by", "request");
        boolean attributes = Stream.of(
                        session.get("by"),
                        injectedSession.getAttribute("by"),
                        injectedRequest.getSession().getAttribute("by"))
                .allMatch("request"::equals);
        boolean ids = Stream.of(
                        session.id(),
                        injectedSession.getId(),
                        injectedRequest.getSession(false).getId())
                .allMatch(request.getSession().getId()::equals);
        boolean requests = request.getRequestURI().equals(injectedRequest.getRequestURI());
        return attributes + " " + ids + " " + requests;
    }
}
