package org.belay.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.belay.platform.RequestRefused;

/**
 * What the user of a running Belay may do in the database, if another user owns the tables: read and change rows, but
 * neither change a table nor a row of the audit record.
 */
record ApplicationRights(Connection owner, String application) {

    /**
     * Grants what is missing, after migrations. Several nodes may do so at the same time.
     *
     * @throws RequestRefused if the user has more rights than Belay grants
     */
    void grant() throws SQLException {
        owner.setAutoCommit(false);
        try (var statement = owner.prepareStatement("""
                SELECT pg_advisory_xact_lock(4_204_752),
                       set_config('belay.application', ?, true)
                """)) {
            statement.setString(1, application);
            statement.execute();
        }
        try (var statement = owner.createStatement()) {
            statement.execute(MISSING_RIGHTS);
            try (ResultSet row = statement.executeQuery(EXCESS)) {
                row.next();
                if (row.getBoolean(1)) {
                    throw tooManyRights();
                }
            }
        }
        owner.commit();
    }

    private RequestRefused tooManyRights() {
        return new RequestRefused("The database user \"" + application
                + "\" of database.user can change the audit record: it is a superuser, owns tables of Belay, or is a member"
                + " of the role that does. Belay was not started. Use a role with LOGIN and nothing else"
                + " (docs/database.md, \"Two users\"), or leave database.owner-user out.");
    }

    /** Grants by name only where a right is missing, so that a start changes nothing and locks nothing. */
    private static final String MISSING_RIGHTS = """
            DO $$
            DECLARE
                application text := current_setting('belay.application');
                found record;
            BEGIN
                IF NOT has_schema_privilege(application, current_schema(), 'USAGE') THEN
                    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), application);
                END IF;
                IF NOT has_database_privilege(application, current_database(), 'TEMPORARY') THEN
                    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), application);
                END IF;
                FOR found IN
                    SELECT c.oid, c.relname, c.relkind,
                           CASE WHEN c.relkind = 'S' THEN 'USAGE, SELECT, UPDATE'
                                WHEN c.relkind = 'v' OR c.relname = 'flyway_schema_history' THEN 'SELECT'
                                WHEN c.relname IN ('audit_entry', 'audit_anchor') THEN 'SELECT, INSERT'
                                WHEN c.relname = 'audit_counter' THEN 'SELECT, UPDATE'
                                ELSE 'SELECT, INSERT, UPDATE, DELETE'
                           END AS rights
                      FROM pg_class c
                     WHERE c.relnamespace = current_schema()::regnamespace
                       AND c.relkind IN ('r', 'p', 'v', 'S')
                LOOP
                    IF EXISTS (SELECT FROM unnest(string_to_array(found.rights, ', ')) needed
                                WHERE NOT CASE WHEN found.relkind = 'S'
                                               THEN has_sequence_privilege(application, found.oid, needed)
                                               ELSE has_table_privilege(application, found.oid, needed) END) THEN
                        EXECUTE format('GRANT %s ON %s %I TO %I', found.rights,
                                       CASE WHEN found.relkind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
                                       found.relname, application);
                    END IF;
                END LOOP;
            END
            $$
            """;

    private static final String EXCESS = """
            SELECT has_table_privilege(current_setting('belay.application'), 'audit_entry', 'UPDATE, DELETE, TRUNCATE')
                OR has_table_privilege(current_setting('belay.application'), 'audit_anchor', 'UPDATE, DELETE, TRUNCATE')
                OR has_table_privilege(current_setting('belay.application'), 'audit_counter', 'INSERT, DELETE, TRUNCATE')
                OR pg_has_role(current_setting('belay.application'), current_user, 'MEMBER')
            """;
}
