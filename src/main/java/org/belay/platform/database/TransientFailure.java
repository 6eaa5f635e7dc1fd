package org.belay.platform.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises temporary database failures, after which the request may be sent again. */
public final class TransientFailure {
    /** SQLSTATEs of temporary failures (PostgreSQL, appendix A); two letters mean a whole class. */
    private static final Set<String> TRANSIENT_STATES = Set.of(
            "08", // connection exception; also time-out or end of the socket of the driver
            "25006", // read-only: a former primary after a fail-over, or a standby that is not promoted yet
            "25P03", // session idle in a transaction, ended by the server
            "25P04", // transaction time-out
            "40", // rolled back: serialization failure, deadlock, completion unknown
            "53300", // too many connections
            "55P03", // lock not available in time
            "57014", // canceled by statement_timeout
            "57P01", // ended by an administrator
            "57P02", // ended by a crash
            "57P03", // not ready: starts, stops, recovers
            "57P05"); // ended by an idle time-out

    private TransientFailure() {}

    /** The answer to a request that failed like this. A commit may have succeeded although its answer was lost. */
    public static String messageFor(String method) {
        return method.equals("GET") || method.equals("HEAD")
                ? "The database did not answer. Nothing was changed. Try again in some seconds."
                : "The database did not answer. Belay does not know whether the request was completed. Check, or send it again.";
    }

    /**
     * Whether a temporary failure is among the causes of a failure, the further exceptions of a batch, and suppressed
     * exceptions.
     */
    public static boolean isCauseOf(Throwable failed) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> remaining = new ArrayDeque<>();
        add(remaining, failed);
        while (!remaining.isEmpty()) {
            Throwable current = remaining.remove();
            if (!seen.add(current)) {
                continue;
            }
            if (current instanceof SQLException sql) {
                if (isTransient(sql)) return true;
                add(remaining, sql.getNextException());
            }
            add(remaining, current.getCause());
            for (Throwable suppressed : current.getSuppressed()) {
                add(remaining, suppressed);
            }
        }
        return false;
    }

    private static void add(Deque<Throwable> remaining, @Nullable Throwable current) {
        if (current != null) {
            remaining.add(current);
        }
    }

    private static boolean isTransient(SQLException failed) {
        String state = failed.getSQLState();
        if (state == null || state.isEmpty()) { // not from the server: the pool reports a connection that it closed
            return failed instanceof SQLTransientConnectionException
                    || failed instanceof SQLNonTransientConnectionException
                    || String.valueOf(failed.getMessage()).contains("closed");
        }
        return failed instanceof SQLTransientConnectionException
                || TRANSIENT_STATES.contains(state)
                || state.length() == 5 && TRANSIENT_STATES.contains(state.substring(0, 2));
    }
}
