/** Cloakroom inside real servers, over HTTP. */
package io.cloakroom.it;
