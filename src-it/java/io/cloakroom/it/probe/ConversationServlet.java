package io.cloakroom.it.probe;

import io.cloakroom.it.probe.SessionBeans.Talk;
import jakarta.enterprise.context.BusyConversationException;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.NonexistentConversationException;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Uses conversations. */
@WebServlet(urlPatterns = "/conversation/*", asyncSupported = true)
public class ConversationServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Talk talk;

    @Inject
    transient Conversation conversation;

    @Inject
    transient Gate gate;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String path = String.valueOf(request.getPathInfo());
        switch (path) {
            case "/async" -> request.startAsync().dispatch(request.getParameter("value"));
            case "/forward" ->
                request.getRequestDispatcher(request.getParameter("value")).forward(request, response);
            default -> response.getWriter().print(answer(path, request));
        }
    }

    private String answer(String path, HttpServletRequest request) {
        return switch (path) {
            case "/none" -> "none";
            case "/begin" -> begin();
            case "/next" -> next();
            case "/catching" -> catching();
            case "/slow" -> slow();
            case "/end" -> end();
            case "/hurry" -> hurry();
            case "/invalidate" -> invalidate(request);
            default -> throw new IllegalArgumentException(path);
        };
    }

    private String begin() {
        conversation.begin();
        return conversation.getId() + " " + talk.next();
    }

    private String next() {
        return (conversation.isTransient() ? "transient " : "long-running ") + talk.next();
    }

    private String catching() {
        try {
            return next();
        } catch (NonexistentConversationException e) {
            return "nonexistent, " + next();
        } catch (BusyConversationException e) {
            return "busy, " + next();
        }
    }

    /** Uses the conversation, tells the test so, and goes on when the test says so. */
    private String slow() {
        talk.next();
        gate.waitHere();
        return next();
    }

    private String end() {
        conversation.end();
        return next();
    }

    /** Has the conversation time out at once. */
    private String hurry() {
        conversation.setTimeout(1);
        return next();
    }

    private String invalidate(HttpServletRequest request) {
        String before = next();
        request.getSession().invalidate();
        return before + ", " + next();
    }
}
