/** What an application can do with a session on a server with Servlet 6.1 only; apart from the other probes, because those run everywhere. */
package io.cloakroom.it.ee11;
