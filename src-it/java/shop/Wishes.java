package shop;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A list of wishes, of which a customer may write several at once. */
@Named
@ConversationScoped
public class Wishes implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private Conversation conversation;

    private final List<String> items = new ArrayList<>();
    private String wish = "";

    static void begun(@Observes @Initialized(ConversationScoped.class) HttpServletRequest request) {
        if (request.getRequestURI().endsWith("wishes.xhtml")) {
            Log.note("conversation begun");
        }
    }

    @PreDestroy
    void end() {
        Log.note("wished " + items);
    }

    /** One more, and stays on the page. */
    public void add() {
        if (conversation.isTransient()) {
            conversation.begin();
        }
        items.add(wish);
    }

    /** No more. */
    public void send() {
        conversation.end();
    }

    public List<String> getItems() {
        return items;
    }

    public String getWish() {
        return wish;
    }

    public void setWish(String wish) {
        this.wish = wish;
    }
}
