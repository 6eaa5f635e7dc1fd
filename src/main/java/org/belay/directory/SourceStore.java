package org.belay.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.AudienceId;
import org.belay.directory.model.AudienceSource;
import org.belay.directory.model.SourceDefinition;
import org.belay.directory.model.SourceDefinition.LdapSource;
import org.belay.directory.model.SourceDefinition.ScimSource;
import org.belay.directory.model.SourceDefinition.SelectionSource;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.belay.directory.model.SourceState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** SQL of the sources of audiences. */
@Repository
class SourceStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SELECT = """
            SELECT s.*, a.name, a.people
              FROM audience_source s
              JOIN audience a ON a.id = s.audience
            """;

    private final JdbcClient sql;

    SourceStore(JdbcClient sql) {
        this.sql = sql;
    }

    void define(AudienceId audience, SourceDefinition definition, User by) {
        sql.sql("""
                INSERT INTO audience_source (audience, kind, definition, defined_by, state, message)
                VALUES (:audience, :kind, :definition::jsonb, :by, 'NEW', '')
                ON CONFLICT (audience) DO UPDATE
                   SET kind = excluded.kind,
                       definition = excluded.definition,
                       defined_by = excluded.defined_by,
                       defined_at = now(),
                       state = 'NEW',
                       message = '',
                       tried_at = NULL,
                       synced_at = NULL,
                       held_removals = NULL
                """)
                .param("audience", audience.value())
                .param("kind", definition.kind())
                .param("definition", JSON.writeValueAsString(definition))
                .param("by", by.id().value())
                .update();
    }

    boolean remove(AudienceId audience) {
        return sql.sql("DELETE FROM audience_source WHERE audience = :audience")
                        .param("audience", audience.value())
                        .update()
                == 1;
    }

    /** @return whether the definition is still the one that was read */
    boolean synced(AudienceSource source, String message) {
        return tried(source, SourceState.CURRENT, message, OptionalLong.empty());
    }

    /**
     * @param held number of people who would be removed
     * @return whether the definition is still the one that was read
     */
    boolean tried(AudienceSource source, SourceState state, String message, OptionalLong held) {
        return sql.sql("""
                UPDATE audience_source
                   SET state = :state,
                       message = :message,
                       tried_at = now(),
                       synced_at = CASE WHEN :state = 'CURRENT' THEN now() ELSE synced_at END,
                       held_removals = :held
                 WHERE audience = :audience AND defined_at = :definedAt
                """)
                        .param("state", state.name())
                        .param("message", message)
                        .param("held", held.isPresent() ? held.getAsLong() : null, Types.BIGINT)
                        .param("audience", source.audience().value())
                        .param("definedAt", source.definedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<AudienceSource> of(AudienceId audience) {
        return sql.sql(SELECT + " WHERE s.audience = :audience")
                .param("audience", audience.value())
                .query(SourceStore::source)
                .optional();
    }

    List<AudienceSource> all() {
        return sql.sql(SELECT + " ORDER BY lower(a.name)")
                .query(SourceStore::source)
                .list();
    }

    private static AudienceSource source(ResultSet row, int n) throws SQLException {
        return new AudienceSource(
                new AudienceId(row.getLong("audience")),
                row.getString("name"),
                row.getLong("people"),
                definition(row.getString("kind"), row.getString("definition")),
                new UserId(row.getLong("defined_by")),
                row.getObject("defined_at", OffsetDateTime.class).toInstant(),
                SourceState.valueOf(row.getString("state")),
                row.getString("message"),
                time(row, "tried_at"),
                time(row, "synced_at"),
                row.getLong("held_removals"));
    }

    private static SourceDefinition definition(String kind, String json) {
        return switch (kind) {
            case LdapSource.KIND -> JSON.readValue(json, LdapSource.class);
            case SelectionSource.KIND -> JSON.readValue(json, SelectionSource.class);
            case ScimSource.KIND -> JSON.readValue(json, ScimSource.class);
            case SqlSource.KIND -> JSON.readValue(json, SqlSource.class);
            default -> throw new IllegalStateException("unknown kind of source: " + kind);
        };
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
