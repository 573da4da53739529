/**
 * Where all the parts meet: the extension reads the configuration and tells the container of our beans, {@code Wiring} chooses backend and codec,
 * {@code @Inject Session} is a proxy for the session of the current request, and an interceptor commits for {@code @CommitSession}.
 *
 * <p>The jar has no bean discovery: each bean is listed by hand. What is wrong with the configuration stops the deployment, all of it in one message.
 */
@NullMarked
package io.cloakroom.cdi;

import org.jspecify.annotations.NullMarked;
