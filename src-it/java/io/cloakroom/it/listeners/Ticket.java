package io.cloakroom.it.listeners;

import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.io.Serializable;

/** A value that listens to what becomes of it. */
public class Ticket implements HttpSessionBindingListener, HttpSessionActivationListener, Serializable {
    private static final long serialVersionUID = 1;

    private final String number;
    private transient boolean awake = true;

    Ticket(String number) {
        this.number = number;
    }

    boolean isAwake() {
        return awake;
    }

    @Override
    public void valueBound(HttpSessionBindingEvent event) {
        note("bound, there is " + event.getSession().getAttribute(event.getName()));
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        note("unbound as " + event.getName());
    }

    @Override
    public void sessionDidActivate(HttpSessionEvent event) {
        awake = true;
        note("activated");
    }

    @Override
    public void sessionWillPassivate(HttpSessionEvent event) {
        awake = false;
        note("passivated");
    }

    @Override
    public String toString() {
        return number;
    }

    private void note(String what) {
        Diary.add("Ticket " + number + " " + what);
    }
}
