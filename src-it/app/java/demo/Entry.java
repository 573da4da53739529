package demo;

import java.time.Instant;

/**
 * What somebody wrote into the guestbook: the least that is worth a line. Immutable.
 *
 * @param name who signed
 * @param message what they wrote
 * @param signedAt when
 */
record Entry(String name, String message, Instant signedAt) {}
