package org.belay.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a fail-over could lose commits. Belay survives that: it holds sending and compares journals. But if
 * a node is lost together with the database, its journal is lost too.
 */
final class StandbyCheck {
    private static final Logger log = LoggerFactory.getLogger(StandbyCheck.class);

    private StandbyCheck() {}

    /** @throws RequestRefused if a standby acknowledges commits that it would lose with its host */
    static void requireDurableCommits(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT current_setting('synchronous_standby_names') <> '' AS named,
                               current_setting('synchronous_commit') = 'remote_write' AS written_only,
                               (SELECT count(*) FROM pg_stat_replication) AS standbys
                        """)) {
            row.next();
            if (row.getBoolean("named") && row.getBoolean("written_only")) {
                throw new RequestRefused(
                        "The database has synchronous_commit = remote_write, so its standbys acknowledge commits that they have"
                                + " not yet on disk, and a fail-over may lose them. Belay was not started, and nothing was changed"
                                + " there. Set synchronous_commit = on (or remote_apply) for Belay's user or for the server.");
            }
            if (!row.getBoolean("named") && row.getInt("standbys") > 0) {
                log.warn(
                        "The database has standbys and waits for none of them (synchronous_standby_names is empty), so a fail-over may"
                                + " lose the last commits. Sending is then on hold until every node has compared its journal."
                                + " Set synchronous_standby_names so that nothing is lost.");
            }
        }
    }
}
