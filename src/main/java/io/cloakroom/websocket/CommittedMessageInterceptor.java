package io.cloakroom.websocket;

import io.cloakroom.CommitSession;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;

/**
 * The same for what has {@link CommitSession}: of an endpoint that is no bean, Payara makes the intercepted instance itself, and CDI adds no further
 * interceptor to such a one. Around anything that is not called with a connection it does nothing. Thread-safe.
 */
@CommitSession
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 51)
public class CommittedMessageInterceptor extends MessageInterceptor {
    /** For the container. */
    public CommittedMessageInterceptor() {}
}
