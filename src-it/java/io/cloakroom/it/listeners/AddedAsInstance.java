package io.cloakroom.it.listeners;

/** Added as an object by a ServletContextListener. */
public class AddedAsInstance extends Watcher {}
