/** An application that listens to its sessions in each way that the Servlet API and CDI have. */
package io.cloakroom.it.listeners;
