package io.cloakroom.it.listeners;

/** Named in the web-fragment.xml of a library. */
public class InFragment extends Watcher {}
