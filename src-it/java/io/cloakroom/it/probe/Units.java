package io.cloakroom.it.probe;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Units of work. */
@ApplicationScoped
public class Units {
    @Inject
    Session session;

    @CommitSession
    public String put(String name, String value) {
        session.put(name, value);
        return "put";
    }

    @CommitSession
    public String putAndFail(String name, String value) {
        session.put(name, value);
        throw new IllegalStateException("on purpose");
    }
}
