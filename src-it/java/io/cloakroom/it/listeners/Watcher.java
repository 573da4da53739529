package io.cloakroom.it.listeners;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** Listens to all there is, and writes it into the diary. */
abstract class Watcher implements HttpSessionListener, HttpSessionAttributeListener, HttpSessionIdListener {
    @Inject
    Diary diary;

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        note("created " + (diary == null ? "alone" : diary.stamp()));
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        note("destroyed " + event.getSession().getAttribute("user"));
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        note("renewed " + !oldId.equals(event.getSession().getId()));
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        note("added " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        note("replaced " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        note("removed " + event.getName() + "=" + event.getValue());
    }

    private void note(String what) {
        Diary.add(getClass().getSimpleName() + " " + what);
    }
}
