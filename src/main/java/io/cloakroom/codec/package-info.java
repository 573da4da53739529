/**
 * How attributes become bytes, in the formats that Flask-Session and Flask write too.
 *
 * <p>Two applications may share a record, one of them in Python. So a value that Flask knows is written exactly as Flask writes it,
 * and what only Java knows goes into the one opening that each format leaves, as a kind and a payload: {@code JavaValues} says
 * which. A value comes back equal and of the same class, and gives the same bytes again when it was not changed, since that is how the
 * engine tells what changed.
 *
 * <p>Whatever is read here may have been planted. Depth, sizes and numbers of elements are limited before memory is spent on them,
 * and {@code AllowedClasses} decides which classes bytes may name.
 */
@NullMarked
package io.cloakroom.codec;

import org.jspecify.annotations.NullMarked;
