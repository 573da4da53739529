package io.cloakroom.it.listeners;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where listeners write what they are told; a bean, to show which of them are injected. Thread-safe. */
@ApplicationScoped
public class Diary {
    private static final ConcurrentLinkedQueue<String> LINES = new ConcurrentLinkedQueue<>();

    static void add(String line) {
        LINES.add(line);
    }

    /** What was written since it was asked last, a line each. */
    static String read() {
        List<String> lines = new ArrayList<>();
        for (String line = LINES.poll(); line != null; line = LINES.poll()) {
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    /** To be called on what was injected. */
    public String stamp() {
        return "injected";
    }
}
