package org.belay.audience.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.UserId;
import org.belay.audience.BadRowPolicy;
import org.belay.audience.file.DisabledAccountPolicy;
import org.belay.audience.table.FileKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL of uploads. */
@Repository
class UploadStore {
    private final JdbcClient sql;

    UploadStore(JdbcClient sql) {
        this.sql = sql;
    }

    void add(UUID id, UserId owner, String audience, String fileName, FileKind kind) {
        sql.sql("""
                INSERT INTO upload (id, owner, audience, file_name, typed)
                VALUES (:id, :owner, :audience, :fileName, :typed)
                """)
                .param("id", id)
                .param("owner", owner.value())
                .param("audience", audience)
                .param("fileName", fileName)
                .param("typed", kind == FileKind.TYPED_LIST)
                .update();
    }

    void addPart(UUID upload, int n, byte[] data) {
        sql.sql("INSERT INTO upload_part (upload, n, data) VALUES (:upload, :n, :data)")
                .param("upload", upload)
                .param("n", n)
                .param("data", data)
                .update();
    }

    void setParts(UUID id, int parts) {
        sql.sql("UPDATE upload SET parts = :parts WHERE id = :id")
                .param("parts", parts)
                .param("id", id)
                .update();
    }

    Optional<byte[]> part(UUID upload, int n) {
        return sql.sql("SELECT data FROM upload_part WHERE upload = :upload AND n = :n")
                .param("upload", upload)
                .param("n", n)
                .query((row, i) -> row.getBytes(1))
                .optional();
    }

    Optional<Upload> find(UUID id, UserId owner, Duration kept, Duration silence) {
        return sql.sql("""
                SELECT *, state = 'IMPORTING' AND changed_at < now() - make_interval(secs => :silence) AS interrupted
                  FROM upload
                 WHERE id = :id AND owner = :owner AND changed_at > now() - make_interval(secs => :kept)
                """)
                .param("id", id)
                .param("owner", owner.value())
                .param("kept", kept.toSeconds())
                .param("silence", silence.toSeconds())
                .query(UploadStore::upload)
                .optional();
    }

    /** A person's uploads that were not imported, the newest first. */
    List<Upload> open(UserId owner, Duration kept, Duration silence) {
        return sql.sql("""
                SELECT *, state = 'IMPORTING' AND changed_at < now() - make_interval(secs => :silence) AS interrupted
                  FROM upload
                 WHERE owner = :owner AND state <> 'DONE' AND changed_at > now() - make_interval(secs => :kept)
                 ORDER BY created_at DESC
                """)
                .param("owner", owner.value())
                .param("kept", kept.toSeconds())
                .param("silence", silence.toSeconds())
                .query(UploadStore::upload)
                .list();
    }

    void setColumns(UUID id, Map<String, String> columns) {
        sql.sql(
                        "UPDATE upload SET columns = :columns::jsonb, changed_at = now() WHERE id = :id AND state IN ('WAITING', 'REFUSED')")
                .param("columns", JsonMapper.shared().writeValueAsString(columns))
                .param("id", id)
                .update();
    }

    /** @return false if it is being imported, or was */
    boolean begin(UUID id, BadRowPolicy badRows, DisabledAccountPolicy disabled, Duration silence) {
        return sql.sql("""
                UPDATE upload
                   SET state = 'IMPORTING', bad_rows = :badRows, disabled = :disabled, read_rows = 0, message = '',
                       changed_at = now()
                 WHERE id = :id
                   AND (state IN ('WAITING', 'REFUSED')
                        OR state = 'IMPORTING' AND changed_at < now() - make_interval(secs => :silence))
                """)
                        .param("id", id)
                        .param("badRows", badRows.name())
                        .param("disabled", disabled.name())
                        .param("silence", silence.toSeconds())
                        .update()
                == 1;
    }

    void progress(UUID id, long rows) {
        sql.sql("UPDATE upload SET read_rows = :rows, changed_at = now() WHERE id = :id AND state = 'IMPORTING'")
                .param("rows", rows)
                .param("id", id)
                .update();
    }

    void end(UUID id, UploadState state, String message) {
        sql.sql(
                        "UPDATE upload SET state = :state, message = :message, changed_at = now() WHERE id = :id AND state = 'IMPORTING'")
                .param("state", state.name())
                .param("message", message)
                .param("id", id)
                .update();
    }

    void deleteParts(UUID id) {
        sql.sql("DELETE FROM upload_part WHERE upload = :id").param("id", id).update();
    }

    void delete(UUID id, UserId owner) {
        sql.sql("DELETE FROM upload WHERE id = :id AND owner = :owner AND state <> 'IMPORTING'")
                .param("id", id)
                .param("owner", owner.value())
                .update();
    }

    /** Deletes the oldest uploads of a person, so that at most so many remain. */
    void deleteOldest(UserId owner, int remaining) {
        sql.sql("""
                DELETE FROM upload
                 WHERE state <> 'IMPORTING'
                   AND id IN (SELECT id FROM upload WHERE owner = :owner ORDER BY created_at DESC OFFSET :remaining)
                """).param("owner", owner.value()).param("remaining", remaining).update();
    }

    /** A running import is no old upload: it reports its progress. */
    void deleteOlderThan(Duration kept) {
        sql.sql("DELETE FROM upload WHERE changed_at < now() - make_interval(secs => :kept)")
                .param("kept", kept.toSeconds())
                .update();
    }

    private static Upload upload(ResultSet row, int n) throws SQLException {
        return new Upload(
                row.getObject("id", UUID.class),
                row.getString("audience"),
                row.getString("file_name"),
                row.getBoolean("typed") ? FileKind.TYPED_LIST : FileKind.TABLE,
                row.getInt("parts"),
                JsonMapper.shared().readValue(row.getString("columns"), new TypeReference<>() {}),
                DisabledAccountPolicy.valueOf(row.getString("disabled")),
                BadRowPolicy.valueOf(row.getString("bad_rows")),
                UploadState.valueOf(row.getString("state")),
                row.getLong("read_rows"),
                row.getString("message"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("interrupted"));
    }
}
