package org.belay.directory.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL that reads people from what was pushed. */
@Repository
class ScimPeopleStore {
    private static final int FETCHED = 1_000;

    private static final String ALL = "SELECT user_name, attributes FROM scim_user WHERE active ORDER BY number";

    private static final String OF_GROUP = """
            WITH RECURSIVE inside (id) AS (
                SELECT member FROM scim_group_member WHERE scim_group = :group
                UNION
                SELECT m.member FROM scim_group_member m JOIN inside ON m.scim_group = inside.id)
            SELECT u.user_name, u.attributes
              FROM inside
              JOIN scim_user u ON u.id = inside.id
             WHERE u.active
             ORDER BY u.number
            """;

    private final JdbcClient sql;

    ScimPeopleStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Call it in a transaction: rows are fetched in parts only there. */
    void read(Optional<UUID> group, BiConsumer<String, ObjectNode> rows) {
        var statement = group.isPresent() ? sql.sql(OF_GROUP).param("group", group.get()) : sql.sql(ALL);
        statement.withFetchSize(FETCHED).query(row -> {
            rows.accept(row.getString("user_name"), ScimStore.attributes(row));
        });
    }

    ScimDirectory.ScimStatus status() {
        return sql.sql("""
                SELECT (SELECT count(*) FROM scim_user) AS users,
                       (SELECT count(*) FROM scim_user WHERE active) AS active,
                       (SELECT count(*) FROM scim_group) AS groups,
                       greatest((SELECT max(changed_at) FROM scim_user), (SELECT max(changed_at) FROM scim_group)) AS changed_at
                """)
                .query((row, n) -> new ScimDirectory.ScimStatus(
                        row.getLong("users"),
                        row.getLong("active"),
                        row.getLong("groups"),
                        Optional.ofNullable(row.getObject("changed_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .single();
    }

    List<ScimDirectory.ScimGroup> groups() {
        return sql.sql("""
                SELECT g.id, g.display_name, (SELECT count(*) FROM scim_group_member m WHERE m.scim_group = g.id) AS members
                  FROM scim_group g
                 ORDER BY lower(g.display_name)
                 LIMIT 1000
                """)
                .query((row, n) -> new ScimDirectory.ScimGroup(
                        row.getObject("id", UUID.class), row.getString("display_name"), row.getLong("members")))
                .list();
    }

    /**
     * The audiences whose people may have changed since they were last read: at rest for half a minute, or not read for ten minutes. A
     * change that began before a read may have ended after it, so what changed within a minute before the read counts.
     */
    List<String> stale() {
        return sql.sql("""
                WITH pushed AS (SELECT greatest((SELECT max(changed_at) FROM scim_user),
                                                (SELECT max(changed_at) FROM scim_group),
                                                (SELECT at FROM scim_deletion)) AS at)
                SELECT a.name
                  FROM audience_source s
                  JOIN audience a ON a.id = s.audience, pushed
                 WHERE s.kind = 'SCIM'
                   AND (s.tried_at IS NULL OR pushed.at > s.tried_at - interval '1 minute')
                   AND (pushed.at < now() - interval '30 seconds' OR s.tried_at < now() - interval '10 minutes')
                   AND (s.tried_at IS NULL OR s.tried_at < now() - interval '30 seconds')
                 ORDER BY s.audience
                """).query(String.class).list();
    }
}
