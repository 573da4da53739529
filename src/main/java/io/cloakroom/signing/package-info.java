/** To be told. */
@NullMarked
package io.cloakroom.signing;

import org.jspecify.annotations.NullMarked;
