package io.cloakroom.it.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a test hold a request in the middle. */
@ApplicationScoped
public class Gate {
    private static final long PATIENCE_SECONDS = 20;

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore open = new Semaphore(0);

    void waitHere() {
        arrived.release();
        pass(open);
    }

    void awaitArrival() {
        pass(arrived);
    }

    void letPass() {
        open.release();
    }

    private static void pass(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody came.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The test's hand on the gate. */
    @WebServlet("/gate/*")
    public static class Handle extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Inject
        transient Gate gate;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if ("/arrived".equals(request.getPathInfo())) {
                gate.awaitArrival();
            } else {
                gate.letPass();
            }
            response.getWriter().print("ok");
        }
    }
}
