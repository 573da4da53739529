/** To be told. */
@NullMarked
package io.cloakroom.core;

import org.jspecify.annotations.NullMarked;
