package org.belay.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Failures of the database that pass by themselves: the request may be sent again. */
public final class PassingFailure {
    private PassingFailure() {}

    /**
     * Whether a failure was caused by one of these SQLSTATEs (PostgreSQL, appendix A): class 08 connection exception, 57P0x shutting down or
     * not ready, 40001 and 40P01 serialization failure and deadlock, 55P03 lock not available, or no connection could be had.
     */
    public static boolean isCauseOf(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) return true;
            if (cause instanceof SQLException sql && sql.getSQLState() != null) return passes(sql.getSQLState());
        }
        return false;
    }

    private static boolean passes(String state) {
        return state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("40001")
                || state.equals("40P01")
                || state.equals("55P03");
    }
}
