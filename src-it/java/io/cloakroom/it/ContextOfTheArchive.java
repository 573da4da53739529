package io.cloakroom.it;

import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.container.spi.event.container.AfterDeploy;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Tells where an application answers if the container adapter could not: that of Payara Micro 3.1 reads it from the
 * server's output, and once in a hundred starts before the server has written all of it.
 */
public final class ContextOfTheArchive implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Completion.class);
    }

    /** Fills in the path of a deployment of which the adapter found no servlet. */
    public static final class Completion {
        @Inject
        private Instance<ProtocolMetaData> deployed;

        void complete(@Observes AfterDeploy event) {
            String path = "/" + event.getDeployment().getArchive().getName().replaceFirst("\\.war$", "");
            deployed.get().getContexts(HTTPContext.class).stream()
                    .filter(server -> server.getServlets().isEmpty())
                    .forEach(server -> server.add(new Servlet("default", path)));
        }
    }
}
