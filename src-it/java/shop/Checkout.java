package shop;

import jakarta.annotation.PreDestroy;
import jakarta.faces.flow.FlowScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** An order on its way through the pages. */
@Named
@FlowScoped("order")
public class Checkout implements Serializable {
    private static final long serialVersionUID = 1;

    @Inject
    private Cart cart;

    private String address = "";
    private int wrappings;

    @PreDestroy
    void end() {
        Log.note("ordered " + cart.getItems() + " to " + address);
    }

    /** One more, and stays on the page. */
    public void wrap() {
        wrappings++;
    }

    public int getWrappings() {
        return wrappings;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }
}
