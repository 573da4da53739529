package io.cloakroom.it.probe;

import io.cloakroom.Session;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** Uses the session in an observer, injected as a parameter. */
@Dependent
public class Observer {
    void note(@Observes PlacesFilter.Visit visit, Session session) {
        session.put(visit.name(), "was here");
    }
}
