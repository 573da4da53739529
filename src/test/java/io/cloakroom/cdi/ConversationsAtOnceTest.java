package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.Services;
import jakarta.enterprise.context.BusyConversationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What else may become of a conversation: other requests, failures, and the end of its session. */
class ConversationsAtOnceTest extends ConversationCase {

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
    void conversationsEndWithASessionWhoseRequestDidNotUseThem() throws Exception {
        begun();
        log().read();
        application().request(session()::invalidate);
        assertEquals(List.of("order ended after 1", "destroyed beside"), log().read());
    }

    @Test
    void conversationsOfASessionThatHasExpiredEndForWhoeverNotices() throws Exception {
        begun();
        application().request(() -> session().setIdleLifetime(Duration.ofSeconds(1)));
        Instant expired = Instant.now().plusSeconds(1);
        Services.await(
                "it has expired", Duration.ofSeconds(5), () -> Instant.now().isAfter(expired));
        log().read();
        application().request(() -> assertTrue(session().isNew()));
        assertEquals(List.of("order ended after 1", "destroyed beside"), log().read());
    }
}
