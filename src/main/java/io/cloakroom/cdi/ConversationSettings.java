package io.cloakroom.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * How conversations are found and how long they last. Immutable.
 *
 * @param parameter of requests, that has a conversation's id
 * @param timeout of a conversation that has no other
 * @param patience of a request whose conversation is busy
 */
record ConversationSettings(String parameter, Duration timeout, Duration patience) {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private static final String WELDS_CONTEXT = "org.jboss.weld.context.http.HttpConversationContext";

    /** The name of the specification (CDI 4.0, section 6.7.4); the rest is Weld's default. */
    private static final ConversationSettings DEFAULT =
            new ConversationSettings("cid", Duration.ofMinutes(10), Duration.ofSeconds(1));

    /** A parameter that no request has. */
    private static final String NEVER_SENT = "io.cloakroom.conversation";

    /**
     * Those of the container, whose own conversations have no part any more: from now on it looks for them in another parameter, or else a page of Faces
     * would fail with a conversation that only we know.
     */
    static ConversationSettings takenOver(BeanManager manager) {
        try {
            Class<?> type =
                    Class.forName(WELDS_CONTEXT, false, manager.getClass().getClassLoader());
            Object context =
                    manager.createInstance().select(type, Any.Literal.INSTANCE).get();
            String parameter = String.valueOf(type.getMethod("getParameterName").invoke(context));
            Duration timeout =
                    Duration.ofMillis((Long) type.getMethod("getDefaultTimeout").invoke(context));
            Duration patience = Duration.ofMillis(
                    (Long) type.getMethod("getConcurrentAccessTimeout").invoke(context));
            type.getMethod("setParameterName", String.class).invoke(context, NEVER_SENT);
            return new ConversationSettings(
                    parameter.equals(NEVER_SENT) ? DEFAULT.parameter() : parameter, timeout, patience);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "The container's conversations are not Weld's, and so their settings are unknown.", e);
            return DEFAULT;
        }
    }
}
