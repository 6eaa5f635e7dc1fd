package org.belay.template.versions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL of template drafts. Every change names the revision that its author read, so that no unseen change is overwritten. */
@Repository
class DraftStore {
    static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    DraftStore(JdbcClient sql) {
        this.sql = sql;
    }

    List<TemplateDraft> all() {
        return sql.sql("SELECT * FROM template_draft ORDER BY key")
                .query(this::draft)
                .list();
    }

    Optional<TemplateDraft> of(String key) {
        return sql.sql("SELECT * FROM template_draft WHERE key = :key")
                .param("key", key)
                .query(this::draft)
                .optional();
    }

    /** @return false if the template already has a draft */
    boolean begin(String key, int base, Map<String, String> files, String by) {
        return sql.sql("""
                        INSERT INTO template_draft (key, base, files, edited_by)
                        VALUES (:key, :base, :files::jsonb, :by)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("key", key)
                        .param("base", base)
                        .param("files", json.writeValueAsString(files))
                        .param("by", by)
                        .update()
                == 1;
    }

    /** @return false if the draft has another revision by now, or no longer exists */
    boolean save(String key, int base, Map<String, String> files, int revision, String by) {
        return sql.sql("""
                        UPDATE template_draft
                           SET base = :base, files = :files::jsonb, revision = nextval('template_draft_revision'),
                               edited_by = :by, edited_at = now()
                         WHERE key = :key
                           AND revision = :revision
                        """)
                        .param("key", key)
                        .param("base", base)
                        .param("files", json.writeValueAsString(files))
                        .param("revision", revision)
                        .param("by", by)
                        .update()
                == 1;
    }

    /** @return false if the draft has another revision by now, or no longer exists */
    boolean end(String key, int revision) {
        return sql.sql("DELETE FROM template_draft WHERE key = :key AND revision = :revision")
                        .param("key", key)
                        .param("revision", revision)
                        .update()
                == 1;
    }

    private TemplateDraft draft(ResultSet row, int n) throws SQLException {
        return new TemplateDraft(
                row.getString("key"),
                row.getInt("base"),
                json.readValue(row.getString("files"), FILES),
                row.getInt("revision"),
                row.getString("edited_by"),
                row.getTimestamp("edited_at").toInstant());
    }
}
