package io.cloakroom;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Commits the session when the method returns, rather than when the response goes out; on a class, for each of its methods.
 *
 * <p>If the method throws what {@code jakarta.transaction.Transactional} would roll back for, an unchecked exception or one of
 * {@link #rollbackOn}, the session is again what it was before the method. A {@code WebApplicationException} with a status below 500
 * is an answer and no failure. Of nested methods the outermost commits.
 *
 * <p>JAX-RS resource classes without this annotation get it with {@code rollback = false}.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CommitSession {

    /** Whether a failure takes back what the method changed; {@code false}: it is committed all the same, as in Flask. */
    @Nonbinding
    boolean rollback() default true;

    /** Exceptions that are a failure although they are checked. */
    @Nonbinding
    Class<? extends Throwable>[] rollbackOn() default {};

    /** Exceptions that are no failure; beats {@link #rollbackOn}. */
    @Nonbinding
    Class<? extends Throwable>[] dontRollbackOn() default {};
}
