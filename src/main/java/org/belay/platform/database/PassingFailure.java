package org.belay.platform.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Failures of the database that pass by themselves: the request may be sent again. */
public final class PassingFailure {
    /** SQLSTATEs of PostgreSQL (appendix A), and whole classes by their first two letters. */
    private static final Set<String> PASSING = Set.of(
            "08", // connection exception; also what the driver makes of a socket's time-out or end
            "25006", // read-only: a server that was the primary before a fail-over, or is not yet
            "25P03", // the server ended a session that was idle in its transaction
            "25P04", // and one whose transaction took too long
            "40", // rolled back: serialization failure, deadlock, completion unknown
            "53300", // too many connections
            "55P03", // lock not available in time
            "57014", // canceled by the server's limit for a statement
            "57P01", // ended by an administrator
            "57P02", // ended by a crash
            "57P03", // not ready: starts, stops, recovers
            "57P05"); // ended for being idle

    private PassingFailure() {}

    /** The answer to a request that ended so. A commit may have gone through although its answer was lost. */
    public static String words(String method) {
        return method.equals("GET") || method.equals("HEAD")
                ? "The database did not answer. Nothing was changed. Try again in some seconds."
                : "The database did not answer. Belay does not know whether the request was completed. Check, or send it again.";
    }

    /** Whether one of these is among the causes of a failure, with the rest of a batch and what was suppressed. */
    public static boolean isCauseOf(Throwable failed) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        add(left, failed);
        while (!left.isEmpty()) {
            Throwable one = left.remove();
            if (!seen.add(one)) {
                continue;
            }
            if (one instanceof SQLException sql) {
                if (passes(sql)) return true;
                add(left, sql.getNextException());
            }
            add(left, one.getCause());
            for (Throwable suppressed : one.getSuppressed()) {
                add(left, suppressed);
            }
        }
        return false;
    }

    private static void add(Deque<Throwable> left, Throwable one) {
        if (one != null) {
            left.add(one);
        }
    }

    private static boolean passes(SQLException failed) {
        String state = failed.getSQLState();
        if (state == null || state.isEmpty()) { // not the server's: the pool says so of a connection that it has closed
            return failed instanceof SQLTransientConnectionException
                    || failed instanceof SQLNonTransientConnectionException
                    || String.valueOf(failed.getMessage()).contains("closed");
        }
        return failed instanceof SQLTransientConnectionException
                || PASSING.contains(state)
                || state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }
}
