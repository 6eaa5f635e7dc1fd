package org.belay.audience;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.address.EmailAddress;
import org.belay.audience.file.FileFindings;
import org.belay.audience.file.SeenAddresses;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL of the history of imports, and of what an import needs to know of the last one. */
@Repository
class ImportStore {
    private static final int FETCHED = 10_000;

    private final JdbcClient sql;
    private final JdbcTemplate connections;

    ImportStore(JdbcClient sql, JdbcTemplate connections) {
        this.sql = sql;
        this.connections = connections;
    }

    /** The addresses of an audience. Needs a transaction: without one, the driver reads all rows into memory. */
    SeenAddresses addresses(AudienceId id) {
        var addresses = new SeenAddresses();
        RowCallbackHandler add = row -> addresses.firstLine(EmailAddress.key(row.getString(1)), 1);
        connections.query(
                connection -> {
                    var all = connection.prepareStatement("SELECT address FROM audience_member WHERE audience = ?");
                    all.setFetchSize(FETCHED);
                    all.setLong(1, id.value());
                    return all;
                },
                add);
        return addresses;
    }

    /** What was chosen for the columns of its files: meaning by header. */
    Map<String, String> columns(AudienceId id) {
        return sql.sql("SELECT columns FROM audience WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional()
                .map(json -> JsonMapper.shared().readValue(json, new TypeReference<Map<String, String>>() {}))
                .orElse(Map.of());
    }

    void record(AudienceId id, FileFindings findings, AudienceChange change, User by) {
        sql.sql("""
                INSERT INTO audience_import (audience, file_name, people, left_out, added, removed, imported_by)
                VALUES (:audience, :fileName, :people, :leftOut, :added, :removed, :by)
                """)
                .param("audience", id.value())
                .param("fileName", findings.fileName())
                .param("people", findings.good())
                .param("leftOut", findings.rows() - findings.good())
                .param("added", change.added())
                .param("removed", change.removed())
                .param("by", by.id().value())
                .update();
    }

    /** The last one first. */
    List<AudienceImport> history(AudienceId id, int limit) {
        return sql.sql("""
                SELECT file_name, people, left_out, added, removed, imported_by, imported_at
                  FROM audience_import
                 WHERE audience = :id
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                .param("id", id.value())
                .param("limit", limit)
                .query((row, n) -> new AudienceImport(
                        row.getString("file_name"),
                        row.getLong("people"),
                        row.getLong("left_out"),
                        new AudienceChange(row.getLong("added"), row.getLong("removed")),
                        new UserId(row.getLong("imported_by")),
                        row.getObject("imported_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
