package io.cloakroom.it.listeners;

/** Added by a ServletContainerInitializer. */
public class AddedByInitializer extends Watcher {}
