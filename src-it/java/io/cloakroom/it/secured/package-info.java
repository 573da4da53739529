/** An application whose users the container knows. */
@NullMarked
package io.cloakroom.it.secured;

import org.jspecify.annotations.NullMarked;
