/**
 * Sessions in the memory of one node, for tests and for applications that may forget: a restart or a redeploy ends them all.
 *
 * <p>Bounded, because anybody can ask for a session: beyond {@code session.memory.threshold} records the expired ones go first, then
 * those that nobody has used for longest.
 */
@NullMarked
package io.cloakroom.store.memory;

import org.jspecify.annotations.NullMarked;
