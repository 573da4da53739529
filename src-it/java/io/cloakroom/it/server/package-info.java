/** The guestbook on a WildFly of the test's own, configured by nothing but the environment, which is restarted, killed, and cut off from its store. */
package io.cloakroom.it.server;
