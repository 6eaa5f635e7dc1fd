package org.belay.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Detects a pooler in transaction mode between Belay and the server, which gives each transaction another server
 * process.
 */
final class PoolerDetection {
    private static final int TRIES = 5;

    private PoolerDetection() {}

    /**
     * A pooler answers the connection start itself with its own process id. In transaction mode, the next connection
     * gets the server process that the previous one returned.
     *
     * @param one idle connection, outside a transaction
     * @param other likewise
     */
    static boolean sharesTransactions(Connection one, Connection other) throws SQLException {
        if (greetedBy(one) == servedBy(one) && greetedBy(other) == servedBy(other)) {
            return false;
        }
        for (int n = 0; n < TRIES; n++) {
            int before = servedBy(one);
            if (servedBy(other) == before || servedBy(one) != before) {
                return true;
            }
        }
        return false;
    }

    private static int greetedBy(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static int servedBy(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
