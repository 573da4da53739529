package io.cloakroom.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * The container's own conversations, which have no part any more where ours take their place. Weld's are known, by names of its API, which an application need
 * not see. Thread-safe.
 */
final class ContainerConversations {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private static final String WELDS_CONTEXT = "org.jboss.weld.context.http.HttpConversationContext";

    /** A parameter that no request has. */
    private static final String NEVER_SENT = "io.cloakroom.conversation";

    private final Class<?> type;
    private final Object context;

    private ContainerConversations(Class<?> type, Object context) {
        this.type = type;
        this.context = context;
    }

    /** Those of the application; empty: the container is none that we know. */
    static Optional<ContainerConversations> of(BeanManager manager) {
        try {
            Class<?> type =
                    Class.forName(WELDS_CONTEXT, false, manager.getClass().getClassLoader());
            Object context =
                    manager.createInstance().select(type, Any.Literal.INSTANCE).get();
            return Optional.of(new ContainerConversations(type, context));
        } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "The container's conversations are not Weld's, and so their settings are unknown.", e);
            return Optional.empty();
        }
    }

    /**
     * Gives the settings, and has the container look for its conversations in another parameter: it would fail at one that only we know, be it for the sake
     * of a page's URL.
     */
    ConversationSettings takeOver() {
        try {
            String parameter = String.valueOf(call("getParameterName"));
            Duration timeout = Duration.ofMillis((Long) call("getDefaultTimeout"));
            Duration patience = Duration.ofMillis((Long) call("getConcurrentAccessTimeout"));
            type.getMethod("setParameterName", String.class).invoke(context, NEVER_SENT);
            boolean isTaken = parameter.equals(NEVER_SENT);
            return new ConversationSettings(
                    isTaken ? ConversationSettings.DEFAULT.parameter() : parameter, timeout, patience);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The settings of Weld's conversations cannot be read.", e);
            return ConversationSettings.DEFAULT;
        }
    }

    /** Ends that which the container has begun for the request that the calling thread handles: no event tells of it, but of ours. */
    void endCurrent() {
        try {
            if (Boolean.TRUE.equals(call("isActive"))) {
                call("deactivate");
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Weld's conversation goes on beside ours.", e);
        }
    }

    private Object call(String method) throws ReflectiveOperationException {
        return type.getMethod(method).invoke(context);
    }
}
