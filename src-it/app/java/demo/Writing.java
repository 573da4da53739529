package demo;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The page on which a visitor writes drafts: how often it was sent, as long as the visitor stays on it. */
@Named
@ViewScoped
public class Writing implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private Drafts drafts;

    private String text = "";
    private int revisions;

    /** Keeps the text and stays on the page. */
    public void keep() {
        Guestbook.message(text).ifPresent(valid -> {
            revisions++;
            drafts.keep(valid);
        });
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public int getRevisions() {
        return revisions;
    }
}
