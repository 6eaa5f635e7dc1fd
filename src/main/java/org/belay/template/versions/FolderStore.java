package org.belay.template.versions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** SQL of the folder's last imported content of each template, and of its conflicts with published versions. */
@Repository
public class FolderStore {
    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    FolderStore(JdbcClient sql) {
        this.sql = sql;
    }

    public Optional<String> remembered(String key) {
        return sql.sql("SELECT sha256 FROM template_folder WHERE key = :key")
                .param("key", key)
                .query(String.class)
                .optional();
    }

    /** Records the folder's content as handled, and removes its conflict. */
    public void remember(String key, String sha256) {
        sql.sql("""
                        INSERT INTO template_folder (key, sha256) VALUES (:key, :sha256)
                        ON CONFLICT (key) DO UPDATE SET sha256 = excluded.sha256
                        """).param("key", key).param("sha256", sha256).update();
        sql.sql("DELETE FROM template_conflict WHERE key = :key")
                .param("key", key)
                .update();
    }

    public void conflict(String key, String sha256, Map<String, String> files) {
        sql.sql("""
                        INSERT INTO template_conflict (key, sha256, files) VALUES (:key, :sha256, :files::jsonb)
                        ON CONFLICT (key) DO UPDATE
                           SET sha256 = excluded.sha256, files = excluded.files, seen_at = excluded.seen_at
                         WHERE template_conflict.sha256 <> excluded.sha256
                        """)
                .param("key", key)
                .param("sha256", sha256)
                .param("files", json.writeValueAsString(files))
                .update();
    }

    private static final String CONFLICTS = """
            SELECT c.key, c.sha256, c.files, c.seen_at,
                   v.id, v.number, v.imported_at, v.published_by, v.origin, v.note, v.sha256 AS newest_sha256
              FROM template_conflict c
              JOIN LATERAL (SELECT * FROM template_version WHERE key = c.key ORDER BY number DESC LIMIT 1) v ON true
            """;

    public List<FolderConflict> conflicts() {
        return sql.sql(CONFLICTS + " ORDER BY c.key").query(this::row).list();
    }

    public Optional<FolderConflict> conflict(String key) {
        return sql.sql(CONFLICTS + " WHERE c.key = :key")
                .param("key", key)
                .query(this::row)
                .optional();
    }

    private FolderConflict row(ResultSet row, int n) throws SQLException {
        return new FolderConflict(
                row.getString("key"),
                json.readValue(row.getString("files"), DraftStore.FILES),
                row.getString("sha256"),
                row.getTimestamp("seen_at").toInstant(),
                new VersionRecord(
                        row.getLong("id"),
                        row.getString("key"),
                        row.getInt("number"),
                        row.getTimestamp("imported_at").toInstant(),
                        row.getString("published_by"),
                        VersionOrigin.valueOf(row.getString("origin")),
                        row.getString("note"),
                        row.getString("newest_sha256")));
    }
}
