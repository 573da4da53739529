/** The application under test: does to the session what a test's URL says. */
package io.cloakroom.it.probe;
