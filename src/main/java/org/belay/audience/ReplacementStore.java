package org.belay.audience;

import java.sql.Connection;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.team.Teams;
import org.belay.audience.person.Person;
import org.belay.audience.source.PeopleSource;
import org.belay.audience.source.SourceFindings;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * SQL that replaces the people of an audience. They are first copied beside the audience, which is locked only at the end: a source may
 * be slow, and a mailing that is submitted meanwhile must not wait for it.
 */
@Repository
class ReplacementStore {
    private final JdbcClient sql;
    private final JdbcTemplate connections;

    ReplacementStore(JdbcClient sql, JdbcTemplate connections) {
        this.sql = sql;
        this.connections = connections;
    }

    /** The difference between the people of an audience and the staged ones. */
    record PeopleDifference(long before, long added, long removed) {}

    /** Creates an audience without people, unless there is one of this name. */
    AudienceId ensure(String name, String source, User by) {
        sql.sql("""
                INSERT INTO audience (name, file_name, attributes, people, imported_by, imported_at, team)
                VALUES (:name, :source, '{}', 0, :by, now(), :team)
                ON CONFLICT (lower(name)) DO NOTHING
                """)
                .param("name", name)
                .param("source", source)
                .param("by", by.id().value())
                .param("team", Teams.ofNewObject(by).map(User.TeamId::value).orElse(null), Types.BIGINT)
                .update();
        return new AudienceId(sql.sql("SELECT id FROM audience WHERE lower(name) = lower(:name)")
                .param("name", name)
                .query(Long.class)
                .single());
    }

    /** Stages the people that {@code source} passes on, until the transaction ends. */
    <T> T stage(AudienceId id, Function<Consumer<Person>, T> source) {
        sql.sql("CREATE TEMPORARY TABLE staged_member (LIKE audience_member) ON COMMIT DROP")
                .update();
        T result = connections.execute((Connection connection) -> {
            try (var copy = new MemberCopy(connection, id, "staged_member")) {
                T read = source.apply(copy::add);
                copy.end();
                return read;
            }
        });
        sql.sql("CREATE INDEX ON staged_member (lower(address))").update();
        sql.sql("ANALYZE staged_member").update();
        return result;
    }

    void lock(AudienceId id) {
        sql.sql("SELECT id FROM audience WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    PeopleDifference difference(AudienceId id) {
        return sql.sql("""
                SELECT (SELECT count(*) FROM audience_member WHERE audience = :id) AS before,
                       (SELECT count(*)
                          FROM staged_member s
                         WHERE NOT EXISTS (SELECT FROM audience_member m
                                            WHERE m.audience = :id AND lower(m.address) = lower(s.address))) AS added,
                       (SELECT count(*)
                          FROM audience_member m
                         WHERE m.audience = :id
                           AND NOT EXISTS (SELECT FROM staged_member s
                                            WHERE lower(s.address) = lower(m.address))) AS removed
                """)
                .param("id", id.value())
                .query((row, n) ->
                        new PeopleDifference(row.getLong("before"), row.getLong("added"), row.getLong("removed")))
                .single();
    }

    /** Addresses of people who would be removed. */
    List<String> removed(AudienceId id, int limit) {
        return sql.sql("""
                SELECT m.address
                  FROM audience_member m
                 WHERE m.audience = :id
                   AND NOT EXISTS (SELECT FROM staged_member s WHERE lower(s.address) = lower(m.address))
                 ORDER BY m.ordinal
                 LIMIT :limit
                """)
                .param("id", id.value())
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    void exchange(AudienceId id) {
        sql.sql("DELETE FROM audience_member WHERE audience = :id")
                .param("id", id.value())
                .update();
        sql.sql("""
                INSERT INTO audience_member (audience, ordinal, address, name, attributes)
                SELECT audience, ordinal, address, name, attributes
                  FROM staged_member
                 ORDER BY ordinal
                """).update();
    }

    void end(AudienceId id, PeopleSource source, SourceFindings findings, User by) {
        sql.sql("""
                UPDATE audience
                   SET file_name = :source,
                       attributes = :attributes,
                       people = :people,
                       imported_by = :by,
                       imported_at = now(),
                       source_by = :definedBy
                 WHERE id = :id
                """)
                .param("source", source.words())
                .param("definedBy", source.definedBy().value())
                .param("attributes", findings.attributes().toArray(String[]::new))
                .param("people", findings.good())
                .param("by", by.id().value())
                .param("id", id.value())
                .update();
    }

    /** Replaces the writers beside the reader and the one who defined the source. */
    void writers(AudienceId id, Set<UserId> writers) {
        sql.sql("DELETE FROM audience_writer WHERE audience = :id")
                .param("id", id.value())
                .update();
        for (UserId writer : writers) {
            sql.sql("INSERT INTO audience_writer (audience, writer) VALUES (:id, :writer)")
                    .param("id", id.value())
                    .param("writer", writer.value())
                    .update();
        }
    }

    /** Adds the replacement to the history of imports. */
    void record(AudienceId id, PeopleSource source, SourceFindings findings, PeopleDifference difference, User by) {
        sql.sql("""
                INSERT INTO audience_import (audience, file_name, people, left_out, added, removed, imported_by)
                VALUES (:audience, :source, :people, :leftOut, :added, :removed, :by)
                """)
                .param("audience", id.value())
                .param("source", source.words())
                .param("people", findings.good())
                .param("leftOut", findings.bad())
                .param("added", difference.added())
                .param("removed", difference.removed())
                .param("by", by.id().value())
                .update();
    }
}
