package org.belay.template.versions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.template.TemplateVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of template versions and their files. */
@Repository
public class TemplateStore {
    private final JdbcClient sql;

    TemplateStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A version's row without its files. */
    public record VersionRow(long id, String key, int number, String sha256) {}

    /** Serialises publishing across nodes, so that each publisher sees the version before. */
    void lockVersions() {
        sql.sql("LOCK TABLE template_version IN SHARE ROW EXCLUSIVE MODE").update();
    }

    VersionRow add(TemplateVersion read, VersionOrigin origin, String by, String note) {
        VersionRow row = sql.sql("""
                        INSERT INTO template_version (key, number, sha256, origin, published_by, note)
                        SELECT :key, 1 + coalesce(max(number), 0), :sha256, :origin, :by, :note
                          FROM template_version
                         WHERE key = :key
                        RETURNING id, key, number, sha256
                        """)
                .param("key", read.key())
                .param("sha256", read.sha256())
                .param("origin", origin.name())
                .param("by", by)
                .param("note", note)
                .query(VersionRow.class)
                .single();
        read.files()
                .forEach((name, content) -> sql.sql("""
                        INSERT INTO template_file (template_version, name, content)
                        VALUES (:version, :name, :content)
                        """)
                        .param("version", row.id())
                        .param("name", name)
                        .param("content", content)
                        .update());
        return row;
    }

    List<VersionRow> latest() {
        return sql.sql("""
                        SELECT DISTINCT ON (key) id, key, number, sha256
                          FROM template_version
                         ORDER BY key, number DESC
                        """).query(VersionRow.class).list();
    }

    Optional<VersionRow> latest(String key) {
        return sql.sql("""
                        SELECT id, key, number, sha256
                          FROM template_version
                         WHERE key = :key
                         ORDER BY number DESC
                         LIMIT 1
                        """).param("key", key).query(VersionRow.class).optional();
    }

    Optional<VersionRow> version(long id) {
        return sql.sql("SELECT id, key, number, sha256 FROM template_version WHERE id = :id")
                .param("id", id)
                .query(VersionRow.class)
                .optional();
    }

    Optional<VersionRow> version(String key, int number) {
        return sql.sql("SELECT id, key, number, sha256 FROM template_version WHERE key = :key AND number = :number")
                .param("key", key)
                .param("number", number)
                .query(VersionRow.class)
                .optional();
    }

    /** Newest first. */
    List<VersionRecord> history(String key) {
        return sql.sql("""
                        SELECT id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         WHERE key = :key
                         ORDER BY number DESC
                        """).param("key", key).query(VersionRecord.class).list();
    }

    Optional<VersionRecord> history(long id) {
        return sql.sql("""
                        SELECT id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         WHERE id = :id
                        """).param("id", id).query(VersionRecord.class).optional();
    }

    /** The newest version of each template, by key. */
    List<VersionRecord> newest() {
        return sql.sql("""
                        SELECT DISTINCT ON (key)
                               id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         ORDER BY key, number DESC
                        """).query(VersionRecord.class).list();
    }

    Optional<VersionRecord> newest(String key) {
        return sql.sql("""
                        SELECT id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         WHERE key = :key
                         ORDER BY number DESC
                         LIMIT 1
                        """).param("key", key).query(VersionRecord.class).optional();
    }

    Map<String, String> files(long version) {
        var files = new LinkedHashMap<String, String>();
        sql.sql("SELECT name, content FROM template_file WHERE template_version = :version ORDER BY name")
                .param("version", version)
                .query(row -> {
                    files.put(row.getString("name"), row.getString("content"));
                });
        return files;
    }
}
