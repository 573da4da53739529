package io.cloakroom.cdi;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpSession;

/** Fires the events of {@code @SessionScoped} (CDI 4.0, section 6.7.2), which the container fires for sessions of its own only. Thread-safe. */
final class ScopeEvents {
    private final BeanManager manager;

    ScopeEvents(BeanManager manager) {
        this.manager = manager;
    }

    void initialized(HttpSession session) {
        manager.getEvent().select(Initialized.Literal.SESSION).fire(session);
    }

    void beforeDestroyed(HttpSession session) {
        manager.getEvent().select(BeforeDestroyed.Literal.SESSION).fire(session);
    }

    void destroyed(HttpSession session) {
        manager.getEvent().select(Destroyed.Literal.SESSION).fire(session);
    }
}
