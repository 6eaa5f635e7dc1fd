package org.belay.directory.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of pushed users and groups. */
@Repository
class ScimStore {
    private final JdbcClient sql;

    ScimStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** The attributes that have a column. */
    record UserColumns(
            String userName,
            Optional<String> externalId,
            Optional<String> email,
            Optional<String> displayName,
            boolean active) {}

    ScimResource addUser(UserColumns columns, ObjectNode attributes) {
        return bind(sql.sql("""
                                INSERT INTO scim_user (user_name, external_id, email, display_name, active, attributes)
                                VALUES (:userName, :externalId, :email, :displayName, :active, :attributes::jsonb)
                                RETURNING *
                                """), columns, attributes)
                .query(ScimStore::resource)
                .single();
    }

    ScimResource changeUser(UUID id, UserColumns columns, ObjectNode attributes) {
        return bind(sql.sql("""
                                UPDATE scim_user
                                   SET user_name = :userName, external_id = :externalId, email = :email,
                                       display_name = :displayName, active = :active, attributes = :attributes::jsonb,
                                       version = version + 1, changed_at = now()
                                 WHERE id = :id
                                RETURNING *
                                """), columns, attributes)
                .param("id", id)
                .query(ScimStore::resource)
                .single();
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, UserColumns columns, ObjectNode attributes) {
        return statement
                .param("userName", columns.userName())
                .param("externalId", columns.externalId().orElse(null), Types.VARCHAR)
                .param("email", columns.email().orElse(null), Types.VARCHAR)
                .param("displayName", columns.displayName().orElse(null), Types.VARCHAR)
                .param("active", columns.active())
                .param("attributes", attributes.toString());
    }

    /** Whether another user has this name, without regard to case. */
    boolean isTaken(String userName, UUID except) {
        return sql.sql("SELECT EXISTS (SELECT FROM scim_user WHERE lower(user_name) = lower(:name) AND id <> :except)")
                .param("name", userName)
                .param("except", except)
                .query(Boolean.class)
                .single();
    }

    Optional<ScimResource> user(UUID id) {
        return one("SELECT * FROM scim_user WHERE id = :id", id);
    }

    Optional<ScimResource> lockUser(UUID id) {
        return one("SELECT * FROM scim_user WHERE id = :id FOR UPDATE", id);
    }

    ScimPage users(ScimFilter filter, long first, int count) {
        return page("scim_user", filter, first, count);
    }

    ScimPage groups(ScimFilter filter, long first, int count) {
        return page("scim_group", filter, first, count);
    }

    private ScimPage page(String table, ScimFilter filter, long first, int count) {
        long total = filter.bind(sql.sql("SELECT count(*) FROM " + table + " WHERE " + filter.condition()))
                .query(Long.class)
                .single();
        List<ScimResource> found = count == 0
                ? List.of()
                : filter.bind(sql.sql("SELECT * FROM " + table + " WHERE " + filter.condition()
                                + " ORDER BY number LIMIT :count OFFSET :before"))
                        .param("count", count)
                        .param("before", first - 1)
                        .query(ScimStore::resource)
                        .list();
        return new ScimPage(total, found);
    }

    boolean deleteUser(UUID id) {
        sql.sql("DELETE FROM scim_group_member WHERE member = :id")
                .param("id", id)
                .update();
        return delete("scim_user", id);
    }

    boolean deleteGroup(UUID id) {
        sql.sql("DELETE FROM scim_group_member WHERE member = :id")
                .param("id", id)
                .update();
        return delete("scim_group", id);
    }

    private boolean delete(String table, UUID id) {
        boolean deleted = sql.sql("DELETE FROM " + table + " WHERE id = :id")
                        .param("id", id)
                        .update()
                == 1;
        if (deleted) sql.sql("UPDATE scim_deletion SET at = now()").update();
        return deleted;
    }

    ScimResource addGroup(String displayName, Optional<String> externalId, ObjectNode attributes) {
        return sql.sql("""
                INSERT INTO scim_group (display_name, external_id, attributes)
                VALUES (:displayName, :externalId, :attributes::jsonb)
                RETURNING *
                """)
                .param("displayName", displayName)
                .param("externalId", externalId.orElse(null), Types.VARCHAR)
                .param("attributes", attributes.toString())
                .query(ScimStore::resource)
                .single();
    }

    /** Also for a change of its members. */
    ScimResource changeGroup(UUID id, String displayName, Optional<String> externalId, ObjectNode attributes) {
        return sql.sql("""
                UPDATE scim_group
                   SET display_name = :displayName, external_id = :externalId, attributes = :attributes::jsonb,
                       version = version + 1, changed_at = now()
                 WHERE id = :id
                RETURNING *
                """)
                .param("id", id)
                .param("displayName", displayName)
                .param("externalId", externalId.orElse(null), Types.VARCHAR)
                .param("attributes", attributes.toString())
                .query(ScimStore::resource)
                .single();
    }

    Optional<ScimResource> group(UUID id) {
        return one("SELECT * FROM scim_group WHERE id = :id", id);
    }

    Optional<ScimResource> lockGroup(UUID id) {
        return one("SELECT * FROM scim_group WHERE id = :id FOR UPDATE", id);
    }

    private Optional<ScimResource> one(String statement, UUID id) {
        return sql.sql(statement).param("id", id).query(ScimStore::resource).optional();
    }

    /** Those of the ids that neither a user nor a group has. */
    List<UUID> unknown(List<UUID> ids) {
        return sql.sql("""
                SELECT wanted
                  FROM unnest(:ids::uuid[]) wanted
                 WHERE NOT EXISTS (SELECT FROM scim_user u WHERE u.id = wanted)
                   AND NOT EXISTS (SELECT FROM scim_group g WHERE g.id = wanted)
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    List<UUID> members(UUID group) {
        return sql.sql("SELECT member FROM scim_group_member WHERE scim_group = :group ORDER BY member")
                .param("group", group)
                .query(UUID.class)
                .list();
    }

    void addMembers(UUID group, List<UUID> ids) {
        sql.sql("""
                INSERT INTO scim_group_member (scim_group, member)
                SELECT :group, member FROM unnest(:ids::uuid[]) member
                ON CONFLICT DO NOTHING
                """)
                .param("group", group)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    void removeMembers(UUID group, List<UUID> ids) {
        sql.sql("DELETE FROM scim_group_member WHERE scim_group = :group AND member = ANY(:ids)")
                .param("group", group)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    void removeAllMembers(UUID group) {
        sql.sql("DELETE FROM scim_group_member WHERE scim_group = :group")
                .param("group", group)
                .update();
    }

    private static ScimResource resource(ResultSet row, int n) throws SQLException {
        return new ScimResource(
                row.getObject("id", UUID.class),
                attributes(row),
                row.getLong("version"),
                time(row, "created_at"),
                time(row, "changed_at"),
                Optional.empty());
    }

    static ObjectNode attributes(ResultSet row) throws SQLException {
        try {
            return (ObjectNode) JsonUtils.getObjectReader().readTree(row.getString("attributes"));
        } catch (JsonProcessingException impossible) {
            throw new SQLException("jsonb that is not JSON", impossible);
        }
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
