package demo;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a visitor keeps for later. An ordinary session bean: that it lives in the session store is nothing it has to know. */
@Named
@SessionScoped
public class Drafts implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST = 10;

    private final List<String> texts = new ArrayList<>();

    /** The drafts, oldest first; the oldest makes room for a new one. */
    public List<String> getTexts() {
        return texts;
    }

    void keep(String text) {
        texts.add(text);
        if (texts.size() > MOST) {
            texts.remove(0);
        }
    }
}
