package io.cloakroom.cdi;

import io.cloakroom.CommitSession;
import jakarta.enterprise.util.AnnotationLiteral;

/** {@code @CommitSession(rollback = false)}. Immutable. */
final class PlainCommit extends AnnotationLiteral<CommitSession> implements CommitSession {
    private static final long serialVersionUID = 1;

    @Override
    public boolean rollback() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked") // An array of none.
    public Class<? extends Throwable>[] rollbackOn() {
        return (Class<? extends Throwable>[]) new Class<?>[0];
    }

    @Override
    public Class<? extends Throwable>[] dontRollbackOn() {
        return rollbackOn();
    }
}
