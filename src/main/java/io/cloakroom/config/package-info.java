/** To be told. */
@NullMarked
package io.cloakroom.config;

import org.jspecify.annotations.NullMarked;
