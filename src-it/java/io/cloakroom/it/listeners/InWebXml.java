package io.cloakroom.it.listeners;

/** Named in web.xml. */
public class InWebXml extends Watcher {}
