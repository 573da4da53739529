/** To be told. */
@NullMarked
package io.cloakroom.store.redis;

import org.jspecify.annotations.NullMarked;
