package io.cloakroom.it;

import com.example.store.H2StoreProvider;
import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.UUID;

/** A store of the application's own, which is a bean. */
@ApplicationScoped
public class OwnProvider extends H2StoreProvider {
    /** For the container. */
    public OwnProvider() {}

    /** What the application lends to the store. */
    @Produces
    @Dependent
    static UUID lent() {
        return UUID.randomUUID();
    }

    @Override
    public SessionStore open(StoreContext context) {
        try {
            // DriverManager knows the server's drivers only.
            Class.forName("org.h2.Driver");
        } catch (ClassNotFoundException e) {
            throw new LinkageError("The application lacks H2.", e);
        }
        if (context.bean(UUID.class).isEmpty()) {
            throw new SessionConfigException("What the application lends is not to be had.");
        }
        return super.open(context);
    }
}
