package shop;

import jakarta.annotation.PreDestroy;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** What a customer does on one page. */
@Named
@ViewScoped
public class Browsing implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private Cart cart;

    private int steps;
    private String article = "";

    @PreDestroy
    void end() {
        Log.note("browsed to " + article);
    }

    /** Puts the article into the cart and stays on the page. */
    public void choose() {
        steps++;
        cart.add(article);
    }

    /** Shows the article on the next page, and on no other. */
    public String remember() {
        FacesContext.getCurrentInstance().getExternalContext().getFlash().put("note", article);
        return "wishes?faces-redirect=true";
    }

    /** Ends the session. */
    public String leave() {
        FacesContext.getCurrentInstance().getExternalContext().invalidateSession();
        return "browse?faces-redirect=true";
    }

    public int getSteps() {
        return steps;
    }

    public String getArticle() {
        return article;
    }

    public void setArticle(String article) {
        this.article = article;
    }
}
