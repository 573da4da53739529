package io.cloakroom.store.sql;

import io.cloakroom.spi.StoreException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/**
 * What went wrong in the database: by SQLState, whose first two characters are a class (ISO/IEC 9075-2, section 24.1), because each
 * provider and driver has exceptions of its own. Immutable.
 *
 * @param state the SQLState; empty if there is none
 * @param told the driver's words, if no value of a row can be among them; else empty
 */
record SqlFailure(Kind kind, String state, String told) {

    /** What it means for a caller. */
    enum Kind {
        /** There is a row with this key. */
        DUPLICATE,
        /** Two transactions wanted each other's rows: nothing happened, and trying again helps. */
        CROSSED,
        /** No connection, or one that broke. */
        UNREACHABLE,
        /** User or password are wrong. */
        LOGIN,
        /** It took too long. */
        LATE,
        /** It does not come so far: no table, no provider, no data source. */
        UNUSABLE,
        /** Anything else. */
        REFUSED
    }

    static SqlFailure of(Throwable failure) {
        SqlFailure found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                SqlFailure one = of(sql);
                found = found == null || found.kind() == Kind.REFUSED ? one : found;
            }
        }
        return found == null ? new SqlFailure(Kind.UNUSABLE, "", ofRoot(failure)) : found;
    }

    private static String ofRoot(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** An error that means the same, but holds neither the value of a row nor a URL: providers log what they are told. */
    static SQLException withoutValues(SQLException error) {
        if (!isTelling(error)) {
            return error;
        }
        String words = "The driver's words are left out, because they may hold values.";
        return kind(state(error)) == Kind.DUPLICATE
                ? new SQLIntegrityConstraintViolationException(words, error.getSQLState(), error.getErrorCode())
                : new SQLException(words, error.getSQLState(), error.getErrorCode());
    }

    private static boolean isTelling(SQLException error) {
        String state = state(error);
        return state.startsWith("22")
                || kind(state) == Kind.DUPLICATE
                || String.valueOf(error.getMessage()).contains("jdbc:");
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    private static SqlFailure of(SQLException failure) {
        String state = state(failure);
        Kind kind = failure instanceof SQLTimeoutException ? Kind.LATE : kind(state);
        return new SqlFailure(kind, state, isTelling(failure) ? "" : String.valueOf(failure.getMessage()));
    }

    private static Kind kind(String state) {
        if (state.startsWith("57P") || state.equals("90098") || state.equals("90121")) {
            return Kind.UNREACHABLE; // PostgreSQL is being shut down; H2 is closed.
        }
        if (state.equals("HYT00") || state.equals("57014") || state.equals("70100")) {
            return Kind.LATE;
        }
        return switch (state.length() < 2 ? "08" : state.substring(0, 2)) {
            case "08" -> Kind.UNREACHABLE;
            case "23" -> Kind.DUPLICATE;
            case "28" -> Kind.LOGIN;
            case "40" -> Kind.CROSSED;
            default -> Kind.REFUSED;
        };
    }

    /** Whether a second attempt may do better. */
    boolean mayPass() {
        return kind == Kind.UNREACHABLE || kind == Kind.CROSSED;
    }

    /** As a sentence with the cure. */
    StoreException told(String database, Duration timeout) {
        String words = told.isEmpty() ? "SQLState " + state : told + (state.isEmpty() ? "" : " [" + state + "]");
        return new StoreException(database
                + switch (kind) {
                    case UNREACHABLE ->
                        " gives no connection: see that it runs and can be reached from here, or correct the"
                                + " setting. The driver says: ";
                    case UNUSABLE -> " cannot be used: ";
                    case LOGIN ->
                        " refuses the login: correct session.sql.username and session.sql.password, or those of the"
                                + " data source. The driver says: ";
                    case LATE ->
                        " did not answer within " + timeout.toMillis()
                                + " ms: look for locks on the table, or raise session.store-timeout. The driver says: ";
                    case CROSSED, DUPLICATE ->
                        " had to undo what others were doing at the same time: try again. The driver says: ";
                    case REFUSED -> " refuses the statement: the session is not saved. The driver says: ";
                }
                + words);
    }
}
