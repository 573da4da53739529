package io.cloakroom.cdi;

import jakarta.enterprise.context.Conversation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code @Inject Conversation} gives: at each call that of the request which the calling thread handles. Thread-safe. */
class CurrentConversation implements Conversation {
    private final @Nullable StoredConversationContext context;

    /** For the container's proxy. */
    CurrentConversation() {
        context = null;
    }

    CurrentConversation(StoredConversationContext context) {
        this.context = context;
    }

    @Override
    public void begin() {
        context().conversations().begin(Optional.empty());
    }

    @Override
    public void begin(String id) {
        context().conversations().begin(Optional.of(id));
    }

    @Override
    public void end() {
        context().conversations().end();
    }

    @Override
    public @Nullable String getId() {
        LiveConversation current = current();
        return current.isTransient() ? null : current.id();
    }

    @Override
    public long getTimeout() {
        return current().timeout().toMillis();
    }

    @Override
    public void setTimeout(long milliseconds) {
        current().setTimeout(Duration.ofMillis(milliseconds));
    }

    @Override
    public boolean isTransient() {
        return current().isTransient();
    }

    private LiveConversation current() {
        return context().conversations().current();
    }

    private StoredConversationContext context() {
        return Objects.requireNonNull(context);
    }
}
