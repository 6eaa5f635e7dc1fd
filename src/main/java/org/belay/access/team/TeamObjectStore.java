package org.belay.access.team;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.access.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the team of audiences, templates and mailings. */
@Repository
class TeamObjectStore {
    private final JdbcClient sql;

    TeamObjectStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Audiences, templates and the newest mailings of a team. */
    List<TeamObject> of(User.TeamId team, int mostMailings) {
        return sql.sql("""
                SELECT kind, name, title
                  FROM (SELECT 'AUDIENCE' AS kind, name, name AS title, 1 AS place, 0 AS newest FROM audience WHERE team = :team
                        UNION ALL
                        SELECT 'TEMPLATE', key, key, 2, 0 FROM template_team WHERE team = :team
                        UNION ALL
                        (SELECT 'MAILING', 'M-' || lpad(id::text, greatest(4, length(id::text)), '0'), title, 3, -id
                           FROM mailing WHERE team = :team ORDER BY id DESC LIMIT :most)) objects
                 ORDER BY place, newest, lower(name)
                """)
                .param("team", team.value())
                .param("most", mostMailings)
                .query((row, n) -> new TeamObject(
                        TeamObject.Kind.valueOf(row.getString("kind")), row.getString("name"), row.getString("title")))
                .list();
    }

    boolean isEmpty(User.TeamId team) {
        return sql.sql("""
                SELECT NOT EXISTS (SELECT FROM audience WHERE team = :team)
                   AND NOT EXISTS (SELECT FROM template_team WHERE team = :team)
                   AND NOT EXISTS (SELECT FROM mailing WHERE team = :team)
                """).param("team", team.value()).query(Boolean.class).single();
    }

    /** @return whether there is such an audience */
    boolean moveAudience(String name, Optional<User.TeamId> to) {
        return sql.sql("UPDATE audience SET team = :team WHERE lower(name) = lower(:name)")
                        .param("name", name)
                        .param("team", number(to))
                        .update()
                == 1;
    }

    /** @return whether there is such a template, or a draft of one */
    boolean moveTemplate(String key, Optional<User.TeamId> to) {
        if (!sql.sql("""
                SELECT EXISTS (SELECT FROM template_version WHERE key = :key)
                    OR EXISTS (SELECT FROM template_draft WHERE key = :key)
                """).param("key", key).query(Boolean.class).single()) {
            return false;
        }
        if (to.isEmpty()) {
            sql.sql("DELETE FROM template_team WHERE key = :key")
                    .param("key", key)
                    .update();
        } else {
            assignTemplate(key, to.get());
        }
        return true;
    }

    /** Teams by the key of their templates. */
    Map<String, User.TeamId> templates() {
        return sql
                .sql("SELECT key, team FROM template_team")
                .query((row, n) -> Map.entry(row.getString("key"), new User.TeamId(row.getLong("team"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<User.TeamId> teamOfTemplate(String key) {
        return sql.sql("SELECT team FROM template_team WHERE key = :key")
                .param("key", key)
                .query((row, n) -> new User.TeamId(row.getLong(1)))
                .optional();
    }

    void assignTemplate(String key, User.TeamId to) {
        sql.sql("""
                INSERT INTO template_team (key, team) VALUES (:key, :team)
                ON CONFLICT (key) DO UPDATE SET team = EXCLUDED.team
                """).param("key", key).param("team", to.value()).update();
    }

    /** @return whether there is such a mailing */
    boolean moveMailing(long id, Optional<User.TeamId> to) {
        return sql.sql("UPDATE mailing SET team = :team WHERE id = :id")
                        .param("id", id)
                        .param("team", number(to))
                        .update()
                == 1;
    }

    void moveAll(User.TeamId from, User.TeamId to) {
        for (String table : List.of("audience", "template_team", "mailing")) {
            sql.sql("UPDATE " + table + " SET team = :to WHERE team = :from")
                    .param("from", from.value())
                    .param("to", to.value())
                    .update();
        }
    }

    private static @Nullable Long number(Optional<User.TeamId> team) {
        return team.map(User.TeamId::value).orElse(null);
    }
}
