/**
 * Puts the parts together, and gives the application its {@code @Inject Session}.
 *
 * <p>{@link io.cloakroom.cdi.CloakroomExtension} reads the settings as the container starts, stops the deployment if they are wrong,
 * and adds a handful of beans by hand: the jar is not scanned, so nothing in it is looked at whose driver is missing. The injected
 * session is a proxy that looks for the current request at each call, which is why a bean of any scope may have it. One interceptor
 * serves {@link io.cloakroom.CommitSession}, and resource classes of JAX-RS get it unasked.
 *
 * <p>The store is opened when the application starts and closed when it ends. This is the one package that knows all the others;
 * none knows it.
 */
@NullMarked
package io.cloakroom.cdi;

import org.jspecify.annotations.NullMarked;
