package io.cloakroom.it.listeners;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Adds listeners when the application starts. */
@WebListener
public class Starter implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        context.addListener(AddedAsClass.class);
        context.addListener(Failing.class);
        context.addListener(AddedByName.class.getName());
        context.addListener(new AddedAsInstance());
    }
}
