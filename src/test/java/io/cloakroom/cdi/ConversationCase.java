package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cloakroom.Session;
import io.cloakroom.cdi.OrderBeans.Desk;
import io.cloakroom.cdi.OrderBeans.Log;
import io.cloakroom.cdi.OrderBeans.Order;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.NonexistentConversationException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An application with conversations, and a client of it. */
abstract class ConversationCase {
    private @Nullable Application started;

    @BeforeEach
    void start() throws Exception {
        started = new Application(Map.of(), OrderBeans.ALL);
    }

    @AfterEach
    void stop() {
        application().close();
    }

    /** Starts it anew, with this setting. */
    void restart(String key, String value) throws Exception {
        application().close();
        started = new Application(Map.of(key, value), OrderBeans.ALL);
    }

    /** Begins a conversation that has made one step. */
    String begun() throws Exception {
        String[] id = new String[1];
        application().request(() -> {
            assertEquals(1, order().next());
            conversation().begin();
            id[0] = conversation().getId();
        });
        return id[0];
    }

    void assertNonexistent(String id) throws Exception {
        application().request(id, () -> assertThrows(NonexistentConversationException.class, order()::next));
    }

    void assertFails(Application.Work work) {
        assertThrows(
                IllegalStateException.class,
                () -> desk().serve(() -> {
                    work.run();
                    throw new IllegalStateException("on purpose");
                }));
    }

    Order order() {
        return application().bean(Order.class);
    }

    Conversation conversation() {
        return application().bean(Conversation.class);
    }

    private Desk desk() {
        return application().bean(Desk.class);
    }

    Log log() {
        return application().bean(Log.class);
    }

    Session session() {
        return application().bean(Session.class);
    }

    Application application() {
        return Objects.requireNonNull(started);
    }
}
