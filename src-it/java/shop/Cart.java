package shop;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a customer wants to buy. */
@Named
@SessionScoped
public class Cart implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<String> items = new ArrayList<>();

    /** The articles, in the order in which they were chosen. */
    public List<String> getItems() {
        return items;
    }

    void add(String item) {
        items.add(item);
    }
}
