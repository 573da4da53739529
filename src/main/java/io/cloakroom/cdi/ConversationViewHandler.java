package io.cloakroom.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Has pages of Faces take a long-running conversation along (CDI 4.0 for Jakarta EE, section on conversations in Faces): a form's action and a redirect name
 * it, a bookmarkable link does not. The container's own does that for the container's conversations. Thread-safe.
 */
public final class ConversationViewHandler extends ViewHandlerWrapper {
    private static final String BOOKMARK = ConversationViewHandler.class.getName();

    /** For Faces. */
    public ConversationViewHandler(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public String getActionURL(FacesContext faces, String viewId) {
        Optional<StoredConversationContext> context = faces.getAttributes().containsKey(BOOKMARK)
                ? Optional.empty()
                : context().filter(StoredConversationContext::isRequest);
        Optional<LiveConversation> current =
                context.map(it -> it.conversations().current()).filter(conversation -> !conversation.isTransient());
        String url = super.getActionURL(faces, viewId);
        return context.isPresent() && current.isPresent()
                ? withConversation(
                        url, current.get().id(), context.get().settings().parameter())
                : url;
    }

    @Override
    public String getBookmarkableURL(
            FacesContext faces, String viewId, Map<String, List<String>> parameters, boolean includeViewParams) {
        faces.getAttributes().put(BOOKMARK, true);
        try {
            return super.getBookmarkableURL(faces, viewId, parameters, includeViewParams);
        } finally {
            faces.getAttributes().remove(BOOKMARK);
        }
    }

    private static String withConversation(String url, String id, String parameter) {
        boolean isNamed = Pattern.compile("[?&]" + Pattern.quote(parameter) + "=")
                .matcher(url)
                .find();
        return isNamed
                ? url
                : url + (url.contains("?") ? "&" : "?") + parameter + "="
                        + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** Empty: conversations are left to the container. */
    private static Optional<StoredConversationContext> context() {
        Instance<StoredConversationContext> found = CDI.current().select(StoredConversationContext.class);
        return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
    }
}
