package io.cloakroom.cdi;

import io.cloakroom.CommitSession;
import io.cloakroom.http.RequestSession;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commits the session when a method returns, see {@link CommitSession}. Runs outside the transaction, so that a transaction that fails to commit takes
 * the session's changes along. Thread-safe.
 */
@CommitSession
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class CommitInterceptor {
    private final @Nullable CurrentSession current;

    /** For proxies. */
    CommitInterceptor() {
        this.current = null;
    }

    @Inject
    CommitInterceptor(CurrentSession current) {
        this.current = current;
    }

    @AroundInvoke
    @Nullable
    Object commit(InvocationContext invocation) throws Exception {
        Optional<RequestSession> session = current == null ? Optional.empty() : current.find();
        if (session.isEmpty()) {
            return invocation.proceed();
        }
        CommitRule rule = CommitRule.of(invocation);
        return rule.rollsBack()
                ? commitOrRollBack(invocation, session.get(), rule)
                : commitAnyway(invocation, session.get());
    }

    private static @Nullable Object commitAnyway(InvocationContext invocation, RequestSession session)
            throws Exception {
        try {
            return invocation.proceed();
        } finally {
            session.commitUnlessInUnit();
        }
    }

    private static @Nullable Object commitOrRollBack(
            InvocationContext invocation, RequestSession session, CommitRule rule) throws Exception {
        Object savepoint = session.beginUnit();
        boolean failed = false;
        try {
            return invocation.proceed();
        } catch (Exception | Error e) {
            failed = rule.isFailure(e);
            if (failed) {
                session.rollBack(savepoint);
            }
            throw e;
        } finally {
            session.endUnit();
            if (!failed) {
                session.commitUnlessInUnit();
            }
        }
    }
}
