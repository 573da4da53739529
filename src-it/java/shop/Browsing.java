package shop;

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

    /** Puts the article into the cart and stays on the page. */
    public void choose() {
        steps++;
        cart.add(article);
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
