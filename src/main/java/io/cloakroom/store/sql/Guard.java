package io.cloakroom.store.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What JPA gets to see of the database: every statement ends in time, every moment is in UTC, and no error repeats what is in a row.
 *
 * <p>The providers leave each of that to others. Hibernate limits the time of a query but not of an insert, and logs the words of every
 * error, in which drivers quote keys. Moments without a zone go through the JVM's, in which an hour of the spring is missing: a session that
 * ends in it would end an hour later, and for that hour sessions of half an hour would not last at all. Immutable, as far as what it guards is.
 */
final class Guard implements InvocationHandler {
    private static final List<Class<?>> GUARDED =
            List.of(Connection.class, PreparedStatement.class, Statement.class, ResultSet.class);

    private final Object guarded;
    private final int seconds;

    private Guard(Object guarded, int seconds) {
        this.guarded = guarded;
        this.seconds = seconds;
    }

    /**
     * The same database, guarded.
     *
     * @param timeout how long a statement may take; JDBC counts in seconds, and it is rounded up to them
     */
    static DataSource of(DataSource database, Duration timeout) {
        long seconds = timeout.plusMillis(999).toSeconds();
        return guard(DataSource.class, database, (int) Math.min(seconds, Integer.MAX_VALUE));
    }

    private static <T> T guard(Class<T> type, Object guarded, int seconds) {
        return type.cast(Proxy.newProxyInstance(
                Guard.class.getClassLoader(), new Class<?>[] {type}, new Guard(guarded, seconds)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object result;
        try {
            result = call(method, arguments == null ? new Object[0] : arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException error ? SqlFailure.withoutValues(error) : e.getCause();
        } catch (SQLException e) {
            throw SqlFailure.withoutValues(e);
        }
        return result != null && GUARDED.contains(method.getReturnType())
                ? guard(method.getReturnType(), result, seconds)
                : result;
    }

    private @Nullable Object call(Method method, Object[] arguments)
            throws SQLException, InvocationTargetException, IllegalAccessException {
        if (guarded instanceof PreparedStatement statement
                && method.getName().equals("setTimestamp")
                && arguments.length == 2) {
            statement.setTimestamp((Integer) arguments[0], (Timestamp) arguments[1], utc());
            return null;
        }
        Object result = method.invoke(guarded, arguments);
        if (result instanceof Timestamp && guarded instanceof ResultSet row && arguments.length == 1) {
            return arguments[0] instanceof Integer column
                    ? row.getTimestamp(column, utc())
                    : row.getTimestamp((String) arguments[0], utc());
        }
        if (result instanceof Statement statement && guarded instanceof Connection) {
            statement.setQueryTimeout(seconds);
        }
        return result;
    }

    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    }
}
