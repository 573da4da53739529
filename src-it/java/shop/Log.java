package shop;

import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what becomes of sessions. */
@WebListener
public class Log implements HttpSessionListener, HttpSessionAttributeListener {
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    static List<String> lines() {
        return LINES;
    }

    /** Notes something else. */
    static void note(String line) {
        LINES.add(line);
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        LINES.add("created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        LINES.add("destroyed after " + event.getSession().getAttribute("visits"));
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        if (event.getName().equals("visits")) {
            LINES.add("added " + event.getValue());
        }
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        if (event.getName().equals("visits")) {
            LINES.add("replaced " + event.getValue());
        }
    }
}
