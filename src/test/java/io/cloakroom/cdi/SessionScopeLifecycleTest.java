package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import io.cloakroom.cdi.ShopBeans.Cart;
import io.cloakroom.cdi.ShopBeans.Log;
import io.cloakroom.cdi.ShopBeans.Visits;
import io.cloakroom.testing.Services;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When session-scoped beans begin and end, and what is fired then. */
class SessionScopeLifecycleTest {

    /** Takes back what fails. */
    @ApplicationScoped
    static class Desk {
        @CommitSession
        void serve(Application.Work work) throws Exception {
            work.run();
        }
    }

    private @Nullable Application started;

    @BeforeEach
    void start() throws Exception {
        Class<?>[] beans = Arrays.copyOf(ShopBeans.ALL, ShopBeans.ALL.length + 1);
        beans[ShopBeans.ALL.length] = Desk.class;
        started = new Application(Map.of(), beans);
    }

    @AfterEach
    void stop() {
        application().close();
    }

    @Test
    void beansEndWithTheRequestThatInvalidated() throws Exception {
        application().request(() -> cart().owner("Ada"));
        log().lines().clear();
        application().request(() -> {
            session().invalidate();
            assertEquals("Ada", cart().owner(), "usable until the end");
            log().add("still in the request");
        });
        assertEquals(
                List.of("still in the request", "before destroyed", "cart of Ada ended", "destroyed"), log().lines());
        application().request(() -> assertEquals("nobody", cart().owner()));
    }

    @Test
    void beansThatTheLastRequestDidNotUseEndToo() throws Exception {
        application().request(() -> cart().owner("Ada"));
        log().lines().clear();
        application().request(session()::invalidate);
        assertEquals(List.of("before destroyed", "cart of Ada ended", "destroyed"), log().lines());
    }

    @Test
    void beansOfASessionThatExpiredEndTooForWhoeverNotices() throws Exception {
        application().request(() -> {
            session().setIdleLifetime(Duration.ofSeconds(1));
            cart().owner("Ada");
        });
        Instant expired = Instant.now().plusSeconds(1);
        Services.await(
                "it has expired", Duration.ofSeconds(5), () -> Instant.now().isAfter(expired));
        log().lines().clear();
        application().request(() -> {
            assertEquals("nobody", cart().owner());
            cart().owner("Bob");
            assertEquals(
                    List.of("before destroyed", "cart of Ada ended", "destroyed", "cart begun", "initialized"),
                    log().lines());
        });
        application().request(() -> assertEquals("Bob", cart().owner()));
    }

    @Test
    void sessionThatFollowsInTheSameRequestHasBeansOfItsOwn() throws Exception {
        application().request(() -> cart().owner("Ada"));
        log().lines().clear();
        application().request(() -> {
            session().invalidate();
            session().put("a", 1);
            assertEquals("nobody", cart().owner());
            cart().owner("Bob");
        });
        assertEquals(
                1, log().lines().stream().filter("cart of Ada ended"::equals).count(), log().lines()::toString);
        assertEquals(
                0, log().lines().stream().filter("cart of Bob ended"::equals).count());
        assertEquals(1, log().lines().stream().filter("initialized"::equals).count());
        application().request(() -> assertEquals("Bob", cart().owner()));
    }

    @Test
    void eventsComeOnceForASessionWithoutBeansToo() throws Exception {
        application().request(() -> session().put("a", 1));
        application().request(() -> session().put("a", 2));
        assertEquals(List.of("initialized"), log().lines());
        application().request(session()::invalidate);
        assertEquals(List.of("initialized", "before destroyed", "destroyed"), log().lines());
    }

    @Test
    void failedUnitTakesBackWhatItDidToBeans() throws Exception {
        application().request(() -> {
            cart().owner("Ada");
            assertThrows(
                    IllegalStateException.class,
                    () -> desk().serve(() -> {
                        cart().owner("Bob");
                        visits().next();
                        throw new IllegalStateException("on purpose");
                    }));
            assertEquals("Ada", cart().owner());
        });
        application().request(() -> assertEquals("Ada0", cart().owner() + visits().count()));
    }

    @Test
    void failedUnitTakesBackTheEndOfTheSession() throws Exception {
        application().request(() -> cart().owner("Ada"));
        application()
                .request(() -> assertThrows(
                        IllegalStateException.class,
                        () -> desk().serve(() -> {
                            session().invalidate();
                            throw new IllegalStateException("on purpose");
                        })));
        application().request(() -> assertEquals("Ada", cart().owner()));
        assertEquals(List.of("cart begun", "initialized"), log().lines());
    }

    @Test
    void sessionEndedByAnotherRequestIsNotBroughtBack() throws Exception {
        application().request(() -> cart().owner("Ada"));
        application().request(() -> {
            cart().owner("Bob");
            application().meanwhile(session()::invalidate);
        });
        application().request(() -> assertEquals("nobody", cart().owner()));
    }

    @Test
    void beanCanBeDestroyedBeforeItsSession() throws Exception {
        application().request(() -> cart().owner("Ada"));
        application().request(() -> {
            BeanManager manager = application().bean(BeanManager.class);
            Bean<?> bean = manager.resolve(manager.getBeans(Cart.class));
            ((AlterableContext) manager.getContext(bean.getScope())).destroy(bean);
            assertEquals("nobody", cart().owner());
        });
        application().request(() -> assertEquals("nobody", cart().owner()));
        assertEquals(List.of("cart begun", "initialized", "cart of Ada ended", "cart begun"), log().lines());
    }

    @Test
    void switchedOffLeavesBeansToTheContainer() throws Exception {
        application().close();
        started = new Application(Map.of("session.scoped-beans", "false"), ShopBeans.ALL);
        BeanManager manager = application().bean(BeanManager.class);
        assertEquals(
                SessionScoped.class,
                manager.resolve(manager.getBeans(Cart.class)).getScope());
    }

    private Cart cart() {
        return application().bean(Cart.class);
    }

    private Visits visits() {
        return application().bean(Visits.class);
    }

    private Desk desk() {
        return application().bean(Desk.class);
    }

    private Log log() {
        return application().bean(Log.class);
    }

    private Session session() {
        return application().bean(Session.class);
    }

    private Application application() {
        return Objects.requireNonNull(started);
    }
}
