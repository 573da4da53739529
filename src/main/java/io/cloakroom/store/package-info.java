/** To be told. */
@NullMarked
package io.cloakroom.store;

import org.jspecify.annotations.NullMarked;
