/** Real servers for tests: found on the machine or brought along, started on free ports, ended with the JVM. */
package io.cloakroom.testing;
