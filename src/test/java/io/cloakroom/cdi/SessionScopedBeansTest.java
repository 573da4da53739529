package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import io.cloakroom.cdi.OddShopBeans.Basics;
import io.cloakroom.cdi.OddShopBeans.Broken;
import io.cloakroom.cdi.OddShopBeans.Constructed;
import io.cloakroom.cdi.OddShopBeans.Plain;
import io.cloakroom.cdi.ShopBeans.Cart;
import io.cloakroom.cdi.ShopBeans.Favourite;
import io.cloakroom.cdi.ShopBeans.Guarded;
import io.cloakroom.cdi.ShopBeans.Kind;
import io.cloakroom.cdi.ShopBeans.Log;
import io.cloakroom.cdi.ShopBeans.Visits;
import io.cloakroom.spi.Warnings;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.TypeLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application's {@code @SessionScoped} beans follow the client in the session's store. */
class SessionScopedBeansTest {
    private static final TypeLiteral<List<String>> LIST = new TypeLiteral<>() {};
    private static final TypeLiteral<Map<String, Integer>> MAP = new TypeLiteral<>() {};

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
    void stateIsThereInTheNextRequest() throws Exception {
        Cart cart = application().bean(Cart.class);
        application().request(() -> {
            cart.add("tea");
            cart.owner("Ada");
            cart.label("mine");
            cart.remark("lost with the request");
        });
        application().request(() -> {
            assertEquals("tea1 1 none", cart.content());
            assertEquals("Ada", cart.owner());
            assertEquals("mine11", cart.label(), "a field of the superclass, which has a namesake");
            assertTrue(cart.hasLog());
            cart.owner(null);
        });
        application().request(() -> assertNull(cart.owner()));
    }

    @Test
    void changeInsideAValueIsSavedWithoutAFlag() throws Exception {
        Cart cart = application().bean(Cart.class);
        application().request(() -> cart.add("tea"));
        application().request(() -> cart.another(0));
        application().request(() -> assertEquals("tea2 1 none", cart.content()));
        Basics basics = application().bean(Basics.class);
        application().request(basics::change);
        application().request(() -> assertEquals("[a, b, c, d] [1, 2, 3] FRESH1b9", basics.toString()));
    }

    @Test
    void beansCostTheStoreNoMoreThanAttributes() throws Exception {
        Cart cart = application().bean(Cart.class);
        Basics basics = application().bean(Basics.class);
        assertEquals(0, application().cost(() -> {}), "not used");
        assertEquals(1, application().cost(() -> cart.add("tea")), "new");
        assertEquals(2, application().cost(basics::change), "changed");
        assertEquals(
                1,
                application().cost(() -> {
                    cart.content();
                    assertFalse(basics.toString().isEmpty());
                }),
                "read");
        assertEquals(1, application().cost(() -> session().get("a")), "not used, but the session was");
        assertEquals(2, application().cost(() -> {
            cart.another(0);
            basics.change();
            session().put("a", 1);
        }));
    }

    @Test
    void valuesOfBeansAreNoAttributes() throws Exception {
        application().request(() -> application().bean(Cart.class).add("tea"));
        application().request(() -> {
            assertTrue(session().isEmpty());
            assertFalse(session().isNew());
            session().clear();
        });
        application()
                .request(() -> assertEquals(
                        "tea1 1 none", application().bean(Cart.class).content()));
    }

    @Test
    void interceptedBeanKeepsItsState() throws Exception {
        Guarded guarded = application().bean(Guarded.class);
        application().request(() -> assertEquals(101, guarded.next()));
        application().request(() -> assertEquals(102, guarded.next()));
    }

    @Test
    void whatProducersMakeIsKept() throws Exception {
        application().request(() -> {
            names().add("second");
            numbers().put("n", 1);
        });
        application().request(() -> {
            assertEquals(List.of("first", "second"), new ArrayList<>(names()));
            assertEquals(Map.of("n", 1), Map.copyOf(numbers()));
        });
    }

    @Test
    void stereotypeCanGiveTheScope() throws Exception {
        Favourite favourite = application().bean(Favourite.class);
        application().request(() -> favourite.name("tea"));
        application().request(() -> assertEquals("tea", favourite.name()));
    }

    @Test
    void whatAConstructorGetsIsInjectedAnew() throws Exception {
        Constructed constructed = application().bean(Constructed.class);
        application().request(() -> assertEquals("[a] logged", constructed.add("a")));
        assertEquals(
                List.of(), Warnings.of(() -> assertRuns(() -> assertEquals("[a, b] logged", constructed.add("b")))));
        application()
                .request(() -> assertEquals(2, application().bean(Visits.class).count()));
    }

    @Test
    void postConstructRunsWhenTheBeanBegins() throws Exception {
        for (int i = 0; i < 3; i++) {
            application().request(() -> {
                application().bean(Cart.class).content();
                application().bean(Plain.class).hello();
            });
        }
        assertEquals(List.of("cart begun", "initialized", "plain begun"), log());
    }

    @Test
    void fieldThatCannotBeStoredIsMadeAgainAndToldOnce() throws Exception {
        Broken broken = application().bean(Broken.class);
        List<String> told = Warnings.of(() -> {
            for (String name : List.of("a", "b", "c")) {
                assertRuns(() -> broken.name(name));
                assertRuns(() -> assertEquals(name + " open", broken.name()));
            }
        });
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).contains(Broken.class.getName()) && told.get(0).contains("field handle"), told.get(0));
    }

    @Test
    void valueThatCannotBeStoredAnyMoreIsToldByItsField() throws Exception {
        Broken broken = application().bean(Broken.class);
        application().request(() -> broken.add("storable"));
        List<String> told = Warnings.of(() -> assertRuns(() -> {
            broken.name();
            broken.add(new Object());
        }));
        assertTrue(
                told.stream().anyMatch(line -> line.contains("field things") && line.contains("java.lang.Object")),
                told.toString());
        assertFalse(told.stream().anyMatch(line -> line.contains("_cloakroom")), told.toString());
    }

    @Test
    void productThatCannotBeStoredLivesForItsRequest() throws Exception {
        List<String> told = Warnings.of(() -> {
            for (int i = 0; i < 2; i++) {
                assertRuns(() -> application()
                        .bean(Runnable.class, new KindLiteral("unstorable"))
                        .run());
            }
        });
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).contains("Products.unstorable()"), told.get(0));
    }

    @Test
    void clientsAreApart() throws Exception {
        Visits visits = application().bean(Visits.class);
        application().request(visits::next);
        application().forgetCookie();
        application().request(() -> assertEquals(0, visits.count()));
    }

    @Test
    void sessionThatKeepsNothingGivesBeansForTheRequest() throws Exception {
        application().close();
        started = new Application(Map.of("session.type", "null"), ShopBeans.ALL);
        List<String> told = Warnings.of(() -> assertRuns(() -> {
            application().bean(Cart.class).add("tea");
            assertEquals("tea1 1 none", application().bean(Cart.class).content());
        }));
        assertEquals(1, told.size(), told.toString());
        assertTrue(
                told.get(0).contains(Cart.class.getName()) && told.get(0).contains("session.type=null"), told.get(0));
        application()
                .request(() ->
                        assertEquals("0 none", application().bean(Cart.class).content()));
    }

    @Test
    void outsideARequestASentenceSaysSo() {
        String told = assertThrows(
                        ContextNotActiveException.class, application().bean(Cart.class)::content)
                .toString();
        assertTrue(told.contains("no session here") && told.contains("HTTP request"), told);
    }

    @Test
    void renewedIdKeepsTheBeans() throws Exception {
        Cart cart = application().bean(Cart.class);
        application().request(() -> cart.add("tea"));
        application().request(() -> {
            String before = session().id();
            session().regenerateId();
            assertNotEquals(before, session().id());
            cart.another(0);
        });
        application().request(() -> assertEquals("tea2 1 none", cart.content()));
    }

    private void assertRuns(Application.Work work) {
        try {
            application().request(work);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> names() {
        return application().bean(LIST, new KindLiteral("method"));
    }

    private Map<String, Integer> numbers() {
        return application().bean(MAP, new KindLiteral("field"));
    }

    private List<String> log() {
        return application().bean(Log.class).lines();
    }

    private Session session() {
        return application().bean(Session.class);
    }

    private Application application() {
        return Objects.requireNonNull(started);
    }

    /** The qualifier of a producer. */
    static final class KindLiteral extends AnnotationLiteral<Kind> implements Kind {
        private static final long serialVersionUID = 1;
        private final String value;

        KindLiteral(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }
}
