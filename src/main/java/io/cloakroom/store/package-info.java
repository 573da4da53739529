/**
 * The stores that come with Cloakroom, a package each; {@link io.cloakroom.store.Stores} finds them and those that an application
 * brings along.
 *
 * <p>Each package has two classes that matter: a provider, which {@link java.util.ServiceLoader} creates in every application and which
 * therefore names no class of a driver, and a store, which alone names them. No store knows another, and none knows what a session is:
 * {@link io.cloakroom.spi} is all they see.
 */
@NullMarked
package io.cloakroom.store;

import org.jspecify.annotations.NullMarked;
