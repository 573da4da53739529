package io.cloakroom.http;

import jakarta.servlet.http.HttpSessionListener;

/**
 * What else of ours wants to know when sessions begin and end: beans of this type are told as the application's first listeners are, before all others, and
 * of an end after all others.
 */
public interface SessionObserver extends HttpSessionListener {}
