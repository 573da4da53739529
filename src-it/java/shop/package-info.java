/** A web shop of plain Servlet, CDI and Faces, as it was written before there was a Cloakroom: it must not know of it. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
