package io.cloakroom.it.listeners;

/** Added by its name by a ServletContextListener. */
public class AddedByName extends Watcher {}
