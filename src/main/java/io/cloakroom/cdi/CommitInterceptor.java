package io.cloakroom.cdi;

import io.cloakroom.CommitSession;
import io.cloakroom.core.Savepoint;
import io.cloakroom.http.Exchange;
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
        Optional<Exchange> session = current == null ? Optional.empty() : current.find();
        if (session.isEmpty()) {
            return invocation.proceed();
        }
        CommitRule rule = CommitRule.of(invocation);
        return rule.rollsBack()
                ? commitOrRollBack(invocation, session.get(), rule)
                : commitAnyway(invocation, session.get());
    }

    private static @Nullable Object commitAnyway(InvocationContext invocation, Exchange session) throws Exception {
        Object result;
        try {
            result = invocation.proceed();
        } catch (Exception | Error e) {
            commitBeside(e, session);
            throw e;
        }
        session.commitUnlessInUnit();
        return result;
    }

    private static @Nullable Object commitOrRollBack(InvocationContext invocation, Exchange session, CommitRule rule)
            throws Exception {
        Savepoint start = session.beginUnit();
        Object result;
        try {
            result = invocation.proceed();
        } catch (Exception | Error e) {
            session.endUnit();
            if (rule.isFailure(e)) {
                session.rollBack(start);
            } else {
                commitBeside(e, session);
            }
            throw e;
        }
        session.endUnit();
        session.commitUnlessInUnit();
        return result;
    }

    /** The caller is to see the method's own failure. */
    private static void commitBeside(Throwable failure, Exchange session) {
        try {
            session.commitUnlessInUnit();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
