package io.cloakroom.it.ee11;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes the session, then commits the response in one of the ways that Servlet 6.1 has added. */
@WebServlet(urlPatterns = "/new-way/*", asyncSupported = true)
public class NewWaysServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int BIG = 100_000;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String way = String.valueOf(request.getPathInfo()).substring(1);
        if (way.equals("dispatched")) {
            return;
        }
        response.setContentType("text/plain;charset=UTF-8");
        request.getSession().setAttribute("way", way);
        String target = request.getContextPath() + "/probe/get?name=way";
        switch (way) {
            case "status" -> response.sendRedirect(target, HttpServletResponse.SC_SEE_OTHER);
            case "buffer" -> {
                response.getWriter().print("kept");
                response.sendRedirect(target, false);
            }
            case "both" -> {
                response.getWriter().print("kept");
                response.sendRedirect(target, HttpServletResponse.SC_PERMANENT_REDIRECT, false);
            }
            case "bytes" -> response.getOutputStream().write(ByteBuffer.allocate(BIG));
            case "dispatch" -> dispatchWithoutBlocking(request, response.getOutputStream());
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static void dispatchWithoutBlocking(HttpServletRequest request, ServletOutputStream stream) {
        AsyncContext context = request.startAsync();
        stream.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                if (stream.isReady()) {
                    stream.print("written");
                    context.dispatch("/new-way/dispatched");
                }
            }

            @Override
            public void onError(Throwable failure) {
                context.complete();
            }
        });
    }
}
