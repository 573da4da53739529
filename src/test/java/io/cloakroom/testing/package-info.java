/**
 * Real servers for tests, found or brought along, so that every suite runs on a machine that has nothing but a JDK and Maven.
 */
@NullMarked
package io.cloakroom.testing;

import org.jspecify.annotations.NullMarked;
