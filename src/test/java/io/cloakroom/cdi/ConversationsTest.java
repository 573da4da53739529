package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.BusyConversationException;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.NonexistentConversationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations and their beans: when they begin and end, what of them is stored, and what it costs. */
class ConversationsTest {

    /** What happened, in order. */
    @ApplicationScoped
    static class Log {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        void add(String line) {
            lines.add(line);
        }

        /** All there is, and forgets it. */
        List<String> read() {
            List<String> all = List.copyOf(lines);
            lines.clear();
            return all;
        }

        void begun(@Observes @Initialized(ConversationScoped.class) HttpServletRequest request) {
            add("initialized");
        }

        void ending(@Observes @BeforeDestroyed(ConversationScoped.class) HttpServletRequest request) {
            add("before destroyed");
        }

        void ended(@Observes @Destroyed(ConversationScoped.class) HttpServletRequest request) {
            add("destroyed");
        }

        void endedBeside(@Observes @Destroyed(ConversationScoped.class) String id) {
            add("destroyed beside");
        }
    }

    /** An order that takes several steps. */
    @Named
    @ConversationScoped
    static class Order implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        @Nullable
        private Log log;

        private int steps;
        private String remark = "";

        @PostConstruct
        void begin() {
            Objects.requireNonNull(log).add("order begun");
        }

        @PreDestroy
        void end() {
            Objects.requireNonNull(log).add("order ended after " + steps);
        }

        int next() {
            return ++steps;
        }

        int steps() {
            return steps;
        }

        void remark(String text) {
            remark = text;
        }

        String remark() {
            return remark;
        }
    }

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
        started = new Application(Map.of(), Log.class, Order.class, Desk.class);
    }

    @AfterEach
    void stop() {
        application().close();
    }

    @Test
    void transientConversationEndsWithItsRequestAndCostsNothing() throws Exception {
        assertEquals(0, application().cost(() -> {
            assertEquals(1, order().next());
            assertEquals(2, order().next());
            assertTrue(conversation().isTransient());
            assertEquals(null, conversation().getId());
        }));
        assertEquals(
                List.of("initialized", "order begun", "before destroyed", "order ended after 2", "destroyed"),
                log().read());
        application().request(() -> assertEquals(1, order().next()));
    }

    @Test
    void longRunningConversationGoesOnUntilItIsEnded() throws Exception {
        String id = begun();
        assertEquals(List.of("initialized", "order begun"), log().read());
        assertEquals(2, application().cost(id, () -> assertEquals(2, order().next())), "loaded and saved");
        assertEquals(1, application().cost(id, () -> assertEquals(2, order().steps())), "loaded");
        assertEquals(List.of(), log().read());
        application().request(id, () -> {
            conversation().end();
            assertTrue(conversation().isTransient());
            assertEquals(2, order().steps(), "usable until the end");
        });
        assertEquals(List.of("before destroyed", "order ended after 2", "destroyed"), log().read());
        assertNonexistent(id);
    }

    @Test
    void beansThatTheLastRequestDidNotUseEndToo() throws Exception {
        String id = begun();
        log().read();
        application().request(id, conversation()::end);
        assertEquals(List.of("before destroyed", "order ended after 1", "destroyed"), log().read());
    }

    @Test
    void sessionWithoutAnythingElseIsGoneWithTheConversation() throws Exception {
        String id = begun();
        application().request(id, conversation()::end);
        application().request(() -> assertTrue(session().isNew()));
    }

    @Test
    void severalConversationsOfOneSessionAreApart() throws Exception {
        String first = begun();
        String second = begun();
        application().request(first, () -> assertEquals(2, order().next()));
        application().request(first, conversation()::end);
        application().request(second, () -> assertEquals(2, order().next()));
        application().request(() -> assertEquals(1, order().next(), "a transient one"));
    }

    @Test
    void conversationHasTheIdThatItIsGiven() throws Exception {
        application().request(() -> {
            order().next();
            conversation().begin("order/1");
            assertEquals("order/1", conversation().getId());
            assertThrows(IllegalStateException.class, conversation()::begin);
        });
        application().request("order/1", () -> assertEquals(2, order().next()));
        application().request(() -> {
            assertThrows(IllegalArgumentException.class, () -> conversation().begin("order/1"));
            assertThrows(IllegalStateException.class, conversation()::end);
        });
    }

    @Test
    void unknownConversationIsToldOnceAndAnotherHasBegun() throws Exception {
        begun();
        log().read();
        application().request("unknown", () -> {
            assertThrows(NonexistentConversationException.class, order()::next);
            assertEquals(1, order().next());
            assertTrue(conversation().isTransient());
        });
        assertEquals("initialized", log().read().get(0));
        application().request("unknown", () -> session().put("a", 1));
    }

    @Test
    void conversationOfAnotherClientIsUnknown() throws Exception {
        String id = begun();
        application().forgetCookie();
        assertNonexistent(id);
    }

    @Test
    void secondRequestIsToldThatTheConversationIsBusy() throws Exception {
        String id = begun();
        application().request(id, () -> {
            order().next();
            application().meanwhile(id, () -> {
                assertThrows(BusyConversationException.class, order()::next);
                assertTrue(conversation().isTransient());
            });
            application().meanwhile(() -> assertEquals(1, order().next(), "a transient one"));
        });
        application().request(id, () -> assertEquals(3, order().next()));
    }

    @Test
    void requestThatLoadedItsSessionBeforeSeesWhatTheConversationBecameMeanwhile() throws Exception {
        String id = begun();
        application().request(id, () -> {
            assertEquals(0, session().size());
            application().meanwhile(id, order()::next);
            assertEquals(3, order().next());
        });
        application().request(id, () -> assertEquals(3, order().steps()));
    }

    @Test
    void conversationOfASessionThatIsInvalidatedEndsWithTheRequest() throws Exception {
        String first = begun();
        String second = begun();
        log().read();
        application().request(first, () -> {
            order().next();
            session().invalidate();
            assertTrue(conversation().isTransient());
            assertEquals(2, order().steps(), "usable until the end");
        });
        assertEquals(
                List.of(
                        "order ended after 1",
                        "destroyed beside",
                        "before destroyed",
                        "order ended after 2",
                        "destroyed"),
                log().read());
        assertNonexistent(first);
        assertNonexistent(second);
    }

    @Test
    void conversationIsOverAfterItsTimeoutAndItsBeansEndWithTheNext() throws Exception {
        String id = begun();
        application().request(id, () -> conversation().setTimeout(0));
        log().read();
        assertNonexistent(id);
        assertEquals(
                List.of("order ended after 1", "destroyed beside"),
                log().read().stream()
                        .filter(line -> line.contains("after 1") || line.contains("beside"))
                        .toList());
        assertNonexistent(id);
        assertEquals(0, log().read().stream().filter("destroyed beside"::equals).count());
    }

    @Test
    void timeoutIsKept() throws Exception {
        String id = begun();
        application().request(id, () -> {
            assertEquals(600_000, conversation().getTimeout());
            conversation().setTimeout(5_000);
        });
        application().request(id, () -> assertEquals(5_000, conversation().getTimeout()));
    }

    @Test
    void failedUnitTakesBackWhatItDidToTheConversation() throws Exception {
        String id = begun();
        application().request(id, () -> {
            order().remark("kept");
            assertFails(() -> order().remark("taken back"));
            assertEquals("kept", order().remark());
            assertFails(conversation()::end);
            assertEquals(id, conversation().getId());
        });
        application().request(id, () -> assertEquals("kept", order().remark()));
        application().request(() -> {
            assertFails(conversation()::begin);
            assertTrue(conversation().isTransient());
        });
    }

    @Test
    void conversationEndedByAnotherNodeIsNotBroughtBack() throws Exception {
        String id = begun();
        application().request(() -> session().put("stays", true));
        application().request(id, () -> {
            order().next();
            application().meanwhile(session()::invalidate);
        });
        assertNonexistent(id);
    }

    @Test
    void outsideARequestThereIsNone() {
        assertThrows(ContextNotActiveException.class, conversation()::isTransient);
        assertThrows(ContextNotActiveException.class, order()::next);
    }

    @Test
    void switchedOffLeavesConversationsToTheContainer() throws Exception {
        application().close();
        started = new Application(Map.of("session.scoped-beans", "false"), Log.class, Order.class, Desk.class);
        application()
                .request(() -> assertThrows(ContextNotActiveException.class, order()::next, "this container has none"));
    }

    /** Begins a conversation that has made one step. */
    private String begun() throws Exception {
        String[] id = new String[1];
        application().request(() -> {
            assertEquals(1, order().next());
            conversation().begin();
            id[0] = conversation().getId();
        });
        return id[0];
    }

    private void assertNonexistent(String id) throws Exception {
        application().request(id, () -> assertThrows(NonexistentConversationException.class, order()::next));
    }

    private void assertFails(Application.Work work) {
        assertThrows(
                IllegalStateException.class,
                () -> desk().serve(() -> {
                    work.run();
                    throw new IllegalStateException("on purpose");
                }));
    }

    private Order order() {
        return application().bean(Order.class);
    }

    private Conversation conversation() {
        return application().bean(Conversation.class);
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
