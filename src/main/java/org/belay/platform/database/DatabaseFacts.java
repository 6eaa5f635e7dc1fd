package org.belay.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Facts about a server and its user, read without changing anything.
 *
 * @param version as a number, 160011 for 16.11
 * @param mayCreate whether the owner of the tables may create tables in its default schema, or the tables of Belay exist there
 * @param serverLimit number of connections that the server gives to users like this one
 * @param userLimit connection limit of this user; -1 for none
 * @param databaseLimit connection limit of this database; -1 for none
 * @param usedByOthers connections of other users
 * @param nodes Belay processes on this database, including this one
 */
record DatabaseFacts(
        int version,
        String versionName,
        String encoding,
        String fsync,
        String synchronousCommit,
        boolean standby,
        boolean readOnly,
        boolean mayCreate,
        int serverLimit,
        int userLimit,
        int databaseLimit,
        int usedByOthers,
        int nodes) {

    /** @param owner a connection of the user that owns the tables of Belay */
    static DatabaseFacts of(Connection connection, Connection owner) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT current_setting('server_version_num')::int AS version,
                               current_setting('server_version') AS version_name,
                               current_setting('server_encoding') AS encoding,
                               current_setting('fsync') AS fsync,
                               current_setting('synchronous_commit') AS synchronous_commit,
                               pg_is_in_recovery() AS standby,
                               current_setting('default_transaction_read_only') = 'on' AS read_only,
                               current_setting('max_connections')::int - CASE WHEN r.rolsuper THEN 0 ELSE
                                   current_setting('superuser_reserved_connections')::int
                                   + coalesce(current_setting('reserved_connections', true)::int, 0) END AS server_limit,
                               CASE WHEN r.rolsuper THEN -1 ELSE r.rolconnlimit END AS user_limit,
                               CASE WHEN r.rolsuper THEN -1 ELSE d.datconnlimit END AS database_limit,
                               (SELECT count(*) FROM pg_stat_activity
                                 WHERE backend_type = 'client backend' AND usename <> current_user) AS used_by_others
                          FROM pg_roles r, pg_database d
                         WHERE r.rolname = current_user
                           AND d.datname = current_database()
                        """)) {
            row.next();
            return new DatabaseFacts(
                    row.getInt("version"),
                    row.getString("version_name"),
                    row.getString("encoding"),
                    row.getString("fsync"),
                    row.getString("synchronous_commit"),
                    row.getBoolean("standby"),
                    row.getBoolean("read_only"),
                    mayCreate(owner),
                    row.getInt("server_limit"),
                    row.getInt("user_limit"),
                    row.getInt("database_limit"),
                    row.getInt("used_by_others"),
                    1 + livingNodes(connection));
        }
    }

    private static boolean mayCreate(Connection owner) throws SQLException {
        try (var statement = owner.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT to_regclass('flyway_schema_history') IS NOT NULL
                            OR coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
                        """)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static int livingNodes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (ResultSet table = statement.executeQuery("SELECT to_regclass('node')")) {
                table.next();
                if (table.getString(1) == null) {
                    return 0;
                }
            }
            try (ResultSet count = statement.executeQuery(
                    "SELECT count(*) FROM node WHERE id <> 'belay' AND seen_at > now() - interval '15 seconds'")) {
                count.next();
                return count.getInt(1);
            }
        }
    }
}
