package io.cloakroom.store.sql;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.jspecify.annotations.Nullable;

/**
 * What EclipseLink does of itself and has no setting for. By reflection, because the jar shall not need EclipseLink. Stateless.
 *
 * <p>Where a connection breaks under a query, EclipseLink waits for five seconds and tries again, three times over; whoever waits for the
 * session has been told of two seconds. {@code DatabaseLogin.setQueryRetryAttemptCount} ends that.
 */
final class EclipseLink {
    private static final String SESSION = "org.eclipse.persistence.sessions.DatabaseSession";

    private EclipseLink() {}

    /**
     * Errors are told at once. Nothing happens if the factory is another provider's.
     *
     * @return the factory, whose connection to the database was tried: EclipseLink's is of no use ever after if that fails
     * @throws PersistenceException if it fails; the factory is closed
     */
    static EntityManagerFactory failFast(EntityManagerFactory factory) {
        if (!factory.getClass().getName().startsWith("org.eclipse.persistence.")) {
            return factory;
        }
        try {
            Class<?> type = Class.forName(SESSION, false, factory.getClass().getClassLoader());
            Object login = call(type, factory.unwrap(type), "getLogin");
            login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, 0);
        } catch (ReflectiveOperationException e) {
            System.getLogger("io.cloakroom")
                    .log(
                            System.Logger.Level.WARNING,
                            "This EclipseLink cannot be told not to repeat queries: while the database is away, a request may take longer than"
                                    + " session.store-timeout.",
                            e);
        } catch (RuntimeException unreachable) {
            factory.close();
            throw unreachable;
        }
        return factory;
    }

    private static Object call(Class<?> type, @Nullable Object target, String method)
            throws ReflectiveOperationException {
        Object result = type.getMethod(method).invoke(target);
        if (result == null) {
            throw new NoSuchMethodException(method);
        }
        return result;
    }
}
