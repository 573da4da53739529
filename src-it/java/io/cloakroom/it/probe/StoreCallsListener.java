package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes what each request cost its store, its commit included: a listener hears of a request's end after all filters. */
@WebListener
public class StoreCallsListener implements ServletRequestListener {
    private static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();

    @Inject
    Session session;

    static @Nullable Integer of(String request) {
        return CALLS.get(request);
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request && request.getHeader("X-Request") != null) {
            CALLS.put(request.getHeader("X-Request"), session.cost().storeCalls());
        }
    }
}
