/**
 * ItsDangerous in Java: text that a browser may carry but not change.
 *
 * <p>Three classes, each on top of the one before, as in the original (ItsDangerous 2.2.0): {@link io.cloakroom.signing.Signer} puts a
 * signature behind a text, {@link io.cloakroom.signing.TimestampSigner} the time as well, {@link io.cloakroom.signing.TimedSerializer}
 * makes the whole fit for a cookie. What one language signs the other verifies, byte for byte.
 *
 * <p>Whatever a client sends, the answer is a value: there is something that we signed, or there is nothing. Nobody is told why.
 */
@NullMarked
package io.cloakroom.signing;

import org.jspecify.annotations.NullMarked;
