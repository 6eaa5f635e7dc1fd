package org.belay.audience;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.team.Teams;
import org.belay.audience.person.Person;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** SQL of audiences and their import. Snapshots: {@link SnapshotStore}. */
@Repository
class AudienceStore {
    private final JdbcClient sql;
    private final JdbcTemplate connections;

    AudienceStore(JdbcClient sql, JdbcTemplate connections) {
        this.sql = sql;
        this.connections = connections;
    }

    /** Creates the audience of this name or finds it, and locks its row, so that two imports of one name run one after the other. */
    AudienceId begin(String name, String fileName, User by) {
        long id = sql.sql("""
                INSERT INTO audience (name, file_name, attributes, people, imported_by, imported_at, team)
                VALUES (:name, :fileName, '{}', 0, :by, now(), :team)
                ON CONFLICT (lower(name)) DO UPDATE
                   SET name = excluded.name,
                       file_name = excluded.file_name,
                       imported_by = excluded.imported_by,
                       imported_at = excluded.imported_at,
                       source_by = NULL
                RETURNING id
                """)
                .param("name", name)
                .param("fileName", fileName)
                .param("by", by.id().value())
                .param("team", Teams.ofNewObject(by).map(User.TeamId::value).orElse(null), Types.BIGINT)
                .query(Long.class)
                .single();
        sql.sql("DELETE FROM audience_writer WHERE audience = :id")
                .param("id", id)
                .update();
        return new AudienceId(id);
    }

    /** Whether its people are read from a source instead of a file. */
    boolean hasSource(AudienceId id) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM audience_source WHERE audience = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether it is marked: {@code org.belay.audience.mark}. */
    boolean isAllStaff(AudienceId id) {
        return sql.sql("SELECT all_staff FROM audience WHERE id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    void empty(AudienceId id) {
        sql.sql("DELETE FROM audience_member WHERE audience = :id")
                .param("id", id.value())
                .update();
    }

    /** Runs {@code source}, which passes people in file order to the consumer it is given. */
    <T> T fill(AudienceId id, Function<Consumer<Person>, T> source) {
        return connections.execute((Connection connection) -> {
            try (var copy = new MemberCopy(connection, id)) {
                T result = source.apply(copy::add);
                copy.end();
                return result;
            }
        });
    }

    void end(AudienceId id, List<String> attributes, Map<String, String> columns, long people) {
        sql.sql("""
                UPDATE audience
                   SET attributes = :attributes, columns = :columns::jsonb, people = :people
                 WHERE id = :id
                """)
                .param("attributes", attributes.toArray(String[]::new))
                .param("columns", JsonMapper.shared().writeValueAsString(columns))
                .param("people", people)
                .param("id", id.value())
                .update();
    }

    List<Audience> all() {
        return sql.sql("SELECT * FROM audience ORDER BY lower(name)")
                .query(AudienceStore::audience)
                .list();
    }

    Optional<Audience> byName(String name) {
        return sql.sql("SELECT * FROM audience WHERE lower(name) = lower(:name)")
                .param("name", name)
                .query(AudienceStore::audience)
                .optional();
    }

    Optional<Audience> byId(AudienceId id) {
        return sql.sql("SELECT * FROM audience WHERE id = :id")
                .param("id", id.value())
                .query(AudienceStore::audience)
                .optional();
    }

    /** Without duplicates; empty if there is no such audience. */
    Set<UserId> lockImporters(AudienceId id) {
        sql.sql("SELECT id FROM audience WHERE id = :id FOR SHARE")
                .param("id", id.value())
                .query(Long.class)
                .optional();
        return writers(id);
    }

    Set<UserId> writers(AudienceId id) {
        return new LinkedHashSet<>(sql.sql("""
                SELECT imported_by FROM audience WHERE id = :id
                UNION
                SELECT source_by FROM audience WHERE id = :id AND source_by IS NOT NULL
                UNION
                SELECT writer FROM audience_writer WHERE audience = :id
                """)
                .param("id", id.value())
                .query((row, n) -> new UserId(row.getLong(1)))
                .list());
    }

    private static Audience audience(ResultSet row, int n) throws SQLException {
        return new Audience(
                new AudienceId(row.getLong("id")),
                row.getString("name"),
                row.getLong("people"),
                row.getString("file_name"),
                List.of((String[]) row.getArray("attributes").getArray()),
                row.getObject("imported_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("team", Long.class)).map(User.TeamId::new));
    }
}
