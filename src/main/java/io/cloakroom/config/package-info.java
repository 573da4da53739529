/**
 * The settings: Flask's names as MicroProfile Config keys, so that the environment of a Flask-Session application configures a
 * Cloakroom application unchanged.
 *
 * <p>{@link io.cloakroom.config.ConfigKeys} is the table: each key once, with its type, default and meaning. {@link
 * io.cloakroom.config.ConfigReader} reads them, the only place that knows MicroProfile Config, and hands out a {@link
 * io.cloakroom.config.SessionConfig}: plain values, checked, or one exception that lists all that is wrong. What is odd but
 * no error, such as a misspelt key, it lists as warnings.
 */
@NullMarked
package io.cloakroom.config;

import org.jspecify.annotations.NullMarked;
