package io.cloakroom.it.probe;

import io.cloakroom.SessionEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes how sessions ended that had a certain attribute. Thread-safe. */
@ApplicationScoped
public class Ends {
    private final ConcurrentLinkedQueue<SessionEnded> all = new ConcurrentLinkedQueue<>();

    void note(@Observes SessionEnded event) {
        all.add(event);
    }

    /** The reasons, in their order. */
    List<SessionEnded.Reason> of(String name, String value) {
        return all.stream()
                .filter(event -> event.attributes().entrySet().contains(Map.entry(name, value)))
                .map(SessionEnded::reason)
                .toList();
    }
}
