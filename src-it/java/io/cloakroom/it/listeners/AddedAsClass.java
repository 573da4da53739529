package io.cloakroom.it.listeners;

/** Added as a class by a ServletContextListener. */
public class AddedAsClass extends Watcher {}
