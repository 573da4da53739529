package io.cloakroom.cdi;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.spi.BeanManager;

/** Fires the events of a scope (CDI 4.0, sections 2.4.1.1 and 6.7.2), which the container fires for contexts of its own only. Thread-safe. */
final class ScopeEvents {
    private final BeanManager manager;
    private final Initialized initialized;
    private final BeforeDestroyed beforeDestroyed;
    private final Destroyed destroyed;

    private ScopeEvents(
            BeanManager manager, Initialized initialized, BeforeDestroyed beforeDestroyed, Destroyed destroyed) {
        this.manager = manager;
        this.initialized = initialized;
        this.beforeDestroyed = beforeDestroyed;
        this.destroyed = destroyed;
    }

    static ScopeEvents ofSessions(BeanManager manager) {
        return new ScopeEvents(
                manager, Initialized.Literal.SESSION, BeforeDestroyed.Literal.SESSION, Destroyed.Literal.SESSION);
    }

    static ScopeEvents ofConversations(BeanManager manager) {
        return new ScopeEvents(
                manager,
                Initialized.Literal.CONVERSATION,
                BeforeDestroyed.Literal.CONVERSATION,
                Destroyed.Literal.CONVERSATION);
    }

    void initialized(Object subject) {
        manager.getEvent().select(initialized).fire(subject);
    }

    void beforeDestroyed(Object subject) {
        manager.getEvent().select(beforeDestroyed).fire(subject);
    }

    void destroyed(Object subject) {
        manager.getEvent().select(destroyed).fire(subject);
    }
}
