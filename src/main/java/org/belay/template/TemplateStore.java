package org.belay.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of template versions and their files. */
@Repository
class TemplateStore {
    private final JdbcClient sql;

    TemplateStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A version's row without its files. */
    record Row(long id, String key, int number, String sha256) {}

    /** Serialises publishing across nodes, so that each publisher sees the version before. */
    void lockVersions() {
        sql.sql("LOCK TABLE template_version IN SHARE ROW EXCLUSIVE MODE").update();
    }

    Row add(TemplateVersion read, TemplateOrigin origin, String by, String note) {
        Row row = sql.sql("""
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
                .query(Row.class)
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

    List<Row> latest() {
        return sql.sql("""
                        SELECT DISTINCT ON (key) id, key, number, sha256
                          FROM template_version
                         ORDER BY key, number DESC
                        """).query(Row.class).list();
    }

    Optional<Row> latest(String key) {
        return sql.sql("""
                        SELECT id, key, number, sha256
                          FROM template_version
                         WHERE key = :key
                         ORDER BY number DESC
                         LIMIT 1
                        """).param("key", key).query(Row.class).optional();
    }

    Optional<Row> version(long id) {
        return sql.sql("SELECT id, key, number, sha256 FROM template_version WHERE id = :id")
                .param("id", id)
                .query(Row.class)
                .optional();
    }

    Optional<Row> version(String key, int number) {
        return sql.sql("SELECT id, key, number, sha256 FROM template_version WHERE key = :key AND number = :number")
                .param("key", key)
                .param("number", number)
                .query(Row.class)
                .optional();
    }

    /** Newest first. */
    List<TemplateHistory> history(String key) {
        return sql.sql("""
                        SELECT id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         WHERE key = :key
                         ORDER BY number DESC
                        """).param("key", key).query(TemplateHistory.class).list();
    }

    Optional<TemplateHistory> history(long id) {
        return sql.sql("""
                        SELECT id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         WHERE id = :id
                        """).param("id", id).query(TemplateHistory.class).optional();
    }

    /** The newest version of each template, by key. */
    List<TemplateHistory> newest() {
        return sql.sql("""
                        SELECT DISTINCT ON (key)
                               id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         ORDER BY key, number DESC
                        """).query(TemplateHistory.class).list();
    }

    Optional<TemplateHistory> newest(String key) {
        return sql.sql("""
                        SELECT id, key, number, imported_at AS at, published_by AS by, origin, note, sha256
                          FROM template_version
                         WHERE key = :key
                         ORDER BY number DESC
                         LIMIT 1
                        """).param("key", key).query(TemplateHistory.class).optional();
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
