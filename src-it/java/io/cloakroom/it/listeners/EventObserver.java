package io.cloakroom.it.listeners;

import io.cloakroom.SessionCreated;
import io.cloakroom.SessionEnded;
import io.cloakroom.SessionRenewed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Observes the CDI events. */
@ApplicationScoped
public class EventObserver {
    void created(@Observes SessionCreated event) {
        Diary.add("event created " + event.idHash());
    }

    void renewed(@Observes SessionRenewed event) {
        Diary.add("event renewed " + event.formerIdHash() + " " + event.idHash());
    }

    void ended(@Observes SessionEnded event) {
        Diary.add("event ended " + event.idHash().orElse("?") + " " + event.reason() + " "
                + event.attributes().get("user"));
    }
}
