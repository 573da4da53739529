/** To be told. */
@NullMarked
package io.cloakroom.http;

import org.jspecify.annotations.NullMarked;
