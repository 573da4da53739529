/** To be told. */
@NullMarked
package io.cloakroom.cdi;

import org.jspecify.annotations.NullMarked;
