/** To be told. */
@NullMarked
package io.cloakroom.store.memory;

import org.jspecify.annotations.NullMarked;
