package org.belay.access.team;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.access.User;
import org.belay.access.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of teams and their members. */
@Repository
class TeamStore {
    private final JdbcClient sql;

    TeamStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Locks out other changes of teams until the transaction ends. */
    void lock() {
        sql.sql("LOCK TABLE team IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Whether the policies of the tables apply to the database user of Belay. */
    boolean hidesRows() {
        return sql.sql("SELECT row_security_active('mailing')")
                .query(Boolean.class)
                .single();
    }

    /** Names by number, in the order of the names. */
    Map<User.TeamId, String> names() {
        return sql
                .sql("SELECT id, name FROM team ORDER BY lower(name)")
                .query((row, n) -> Map.entry(new User.TeamId(row.getLong("id")), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    Optional<String> name(User.TeamId id) {
        return sql.sql("SELECT name FROM team WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    List<UserId> members(User.TeamId id) {
        return sql.sql("""
                SELECT m.app_user
                  FROM team_member m
                  JOIN app_user u ON u.id = m.app_user
                 WHERE m.team = :id
                 ORDER BY lower(u.address)
                """)
                .param("id", id.value())
                .query((row, n) -> new UserId(row.getLong(1)))
                .list();
    }

    User.TeamId add(String name) {
        return new User.TeamId(sql.sql("INSERT INTO team (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single());
    }

    boolean isTaken(String name, Optional<User.TeamId> except) {
        return sql.sql("SELECT EXISTS (SELECT FROM team WHERE lower(name) = lower(:name) AND id <> :except)")
                .param("name", name)
                .param("except", except.map(User.TeamId::value).orElse(0L))
                .query(Boolean.class)
                .single();
    }

    void rename(User.TeamId id, String name) {
        sql.sql("UPDATE team SET name = :name WHERE id = :id")
                .param("id", id.value())
                .param("name", name)
                .update();
    }

    void delete(User.TeamId id) {
        sql.sql("DELETE FROM team WHERE id = :id").param("id", id.value()).update();
    }

    boolean addMember(User.TeamId id, UserId user) {
        return sql.sql("INSERT INTO team_member (team, app_user) VALUES (:id, :user) ON CONFLICT DO NOTHING")
                        .param("id", id.value())
                        .param("user", user.value())
                        .update()
                == 1;
    }

    boolean removeMember(User.TeamId id, UserId user) {
        return sql.sql("DELETE FROM team_member WHERE team = :id AND app_user = :user")
                        .param("id", id.value())
                        .param("user", user.value())
                        .update()
                == 1;
    }
}
