/** To be told. */
@NullMarked
package io.cloakroom.codec;

import org.jspecify.annotations.NullMarked;
