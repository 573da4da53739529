/** To be told. */
@NullMarked
package io.cloakroom.store.file;

import org.jspecify.annotations.NullMarked;
