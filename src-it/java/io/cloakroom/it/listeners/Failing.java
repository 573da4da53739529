package io.cloakroom.it.listeners;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;

/** Fails whatever it is told, after it has written it down. */
public class Failing extends Watcher {
    @Override
    public void sessionCreated(HttpSessionEvent event) {
        super.sessionCreated(event);
        throw new IllegalStateException("on purpose");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        super.sessionDestroyed(event);
        throw new IllegalStateException("on purpose");
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        super.sessionIdChanged(event, oldId);
        throw new IllegalStateException("on purpose");
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        super.attributeAdded(event);
        throw new IllegalStateException("on purpose");
    }
}
