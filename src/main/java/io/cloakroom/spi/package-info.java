/**
 * What a backend implements: two interfaces, and a complete store fits on a page.
 */
@NullMarked
package io.cloakroom.spi;

import org.jspecify.annotations.NullMarked;
