package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.NonexistentConversationException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations and their beans: when they begin and end, what of them is stored, and what it costs. */
class ConversationsTest extends ConversationCase {

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
        assertEquals(
                0,
                application().cost(() -> assertEquals(1, order().next())),
                "a transient one leaves the session alone");
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
    void outsideARequestThereIsNone() {
        assertThrows(ContextNotActiveException.class, conversation()::isTransient);
        assertThrows(ContextNotActiveException.class, order()::next);
    }

    @Test
    void switchedOffLeavesConversationsToTheContainer() throws Exception {
        restart("session.scoped-beans", "false");
        application()
                .request(() -> assertThrows(ContextNotActiveException.class, order()::next, "this container has none"));
    }
}
