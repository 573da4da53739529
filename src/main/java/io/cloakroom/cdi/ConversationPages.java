package io.cloakroom.cdi;

import jakarta.faces.application.ApplicationConfigurationPopulator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Gives Faces our {@link ConversationViewHandler}, where an application uses Faces. Not a faces-config.xml in the jar: with that, MyFaces would take every
 * application for one of Faces. Stateless.
 */
public final class ConversationPages extends ApplicationConfigurationPopulator {

    /** For Faces. */
    public ConversationPages() {}

    @Override
    public void populateApplicationConfiguration(Document document) {
        Element root = document.getDocumentElement();
        Element application = document.createElementNS(root.getNamespaceURI(), "application");
        Element handler = document.createElementNS(root.getNamespaceURI(), "view-handler");
        handler.setTextContent(ConversationViewHandler.class.getName());
        application.appendChild(handler);
        root.appendChild(application);
    }
}
