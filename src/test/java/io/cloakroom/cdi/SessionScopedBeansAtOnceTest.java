package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.cdi.ShopBeans.Cart;
import io.cloakroom.cdi.ShopBeans.Favourite;
import io.cloakroom.cdi.ShopBeans.Visits;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of one client that change session-scoped beans at the same time. */
class SessionScopedBeansAtOnceTest {
    private @Nullable Application started;

    @BeforeEach
    void start() throws Exception {
        started = new Application(Map.of(), ShopBeans.ALL);
    }

    @AfterEach
    void stop() {
        application().close();
    }

    @Test
    void requestsAtOnceKeepWhatEachOfThemChanged() throws Exception {
        Visits visits = application().bean(Visits.class);
        Favourite favourite = application().bean(Favourite.class);
        application().request(visits::next);
        application().request(() -> {
            visits.next();
            application().meanwhile(() -> {
                visits.nextOther();
                favourite.name("tea");
            });
            assertEquals(0, visits.others());
        });
        application().request(() -> {
            assertEquals(2, visits.count());
            assertEquals(1, visits.others(), "another field of the same bean");
            assertEquals("tea", favourite.name());
        });
    }

    @Test
    void commitShowsWhatOthersChangedAndDoesNotUndoIt() throws Exception {
        Visits visits = application().bean(Visits.class);
        application().request(visits::next);
        application().request(() -> {
            visits.next();
            application().meanwhile(visits::nextOther);
            application().commit();
            assertEquals(1, visits.others());
            visits.next();
        });
        application().request(() -> assertEquals("3 1", visits.count() + " " + visits.others()));
    }

    @Test
    void readerUndoesNothing() throws Exception {
        Cart cart = application().bean(Cart.class);
        application().request(() -> cart.add("tea"));
        application().request(() -> {
            cart.content();
            application().meanwhile(() -> cart.another(0));
        });
        application().request(() -> assertEquals("tea2 1 none", cart.content()));
    }

    private Application application() {
        return Objects.requireNonNull(started);
    }
}
