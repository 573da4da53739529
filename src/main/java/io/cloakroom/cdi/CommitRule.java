package io.cloakroom.cdi;

import io.cloakroom.CommitSession;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.WebApplicationException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * When a method's failure takes back what it did to the session: the rules of {@code jakarta.transaction.Transactional} (Jakarta Transactions 2.0,
 * section 3.7), and an exception that is an HTTP answer below 500 is no failure. Immutable.
 *
 * @param rollsBack whether a failure takes anything back
 */
record CommitRule(
        boolean rollsBack,
        List<Class<? extends Throwable>> rollbackOn,
        List<Class<? extends Throwable>> dontRollbackOn) {
    private static final int SERVER_ERROR = 500;

    /** Of a method without annotation on a resource class, which the extension gave the plain form. */
    private static final CommitRule PLAIN = new CommitRule(false, List.of(), List.of());

    static CommitRule of(InvocationContext invocation) {
        Method method = invocation.getMethod();
        CommitSession annotation = method.getAnnotation(CommitSession.class);
        if (annotation == null) {
            annotation = invocation.getTarget().getClass().getAnnotation(CommitSession.class);
        }
        if (annotation == null) {
            annotation = method.getDeclaringClass().getAnnotation(CommitSession.class);
        }
        return annotation == null ? PLAIN : of(annotation);
    }

    private static CommitRule of(CommitSession annotation) {
        return new CommitRule(
                annotation.rollback(),
                Arrays.asList(annotation.rollbackOn()),
                Arrays.asList(annotation.dontRollbackOn()));
    }

    boolean isFailure(Throwable thrown) {
        if (dontRollbackOn.stream().anyMatch(type -> type.isInstance(thrown))) {
            return false;
        }
        if (rollbackOn.stream().anyMatch(type -> type.isInstance(thrown))) {
            return true;
        }
        boolean unchecked = thrown instanceof RuntimeException || thrown instanceof Error;
        return unchecked && !isAnswer(thrown);
    }

    /** By name first: a server need not have JAX-RS. */
    private static boolean isAnswer(Throwable thrown) {
        return Stream.<Class<?>>iterate(thrown.getClass(), Objects::nonNull, Class::getSuperclass)
                        .anyMatch(type -> type.getName().equals("jakarta.ws.rs.WebApplicationException"))
                && status(thrown) < SERVER_ERROR;
    }

    private static int status(Throwable answer) {
        return ((WebApplicationException) answer).getResponse().getStatus();
    }
}
