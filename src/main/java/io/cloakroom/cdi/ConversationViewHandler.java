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
        String url = super.getActionURL(faces, viewId);
        if (faces.getAttributes().containsKey(BOOKMARK)) {
            return url;
        }
        return context()
                .filter(StoredConversationContext::isRequest)
                .map(it -> withConversation(url, it))
                .orElse(url);
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

    private static String withConversation(String url, StoredConversationContext context) {
        LiveConversation current = context.conversations().current();
        String parameter = context.settings().parameter();
        boolean isNamed = Pattern.compile("[?&]" + Pattern.quote(parameter) + "=")
                .matcher(url)
                .find();
        if (current.isTransient() || isNamed) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + parameter + "="
                + URLEncoder.encode(current.id(), StandardCharsets.UTF_8);
    }

    /** Empty: conversations are left to the container. */
    private static Optional<StoredConversationContext> context() {
        Instance<StoredConversationContext> found = CDI.current().select(StoredConversationContext.class);
        return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
    }
}
