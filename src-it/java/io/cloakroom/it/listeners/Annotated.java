package io.cloakroom.it.listeners;

import jakarta.servlet.annotation.WebListener;

/** Found by its annotation. */
@WebListener
public class Annotated extends Watcher {}
