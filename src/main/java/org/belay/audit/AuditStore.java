package org.belay.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class AuditStore {
    /**
     * Key of the advisory lock for numbering rows: the letters {@code belayaud}. It is far above any id, so it cannot
     * equal a lock key that is a dispatch id.
     */
    static final long LOCK = 0x62656C6179617564L;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient sql;

    AuditStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Makes this transaction the only one that adds rows until it ends. */
    void lock() {
        sql.sql("SELECT pg_advisory_xact_lock(:key)")
                .param("key", LOCK)
                .query((row, n) -> n)
                .single();
    }

    /** The last row. Must be a separate statement after the lock, so that it sees the commit of the previous holder. */
    Optional<AuditEntry> last() {
        return sql.sql("""
                SELECT * FROM audit_entry
                 ORDER BY seq DESC
                 LIMIT 1
                """).query(AuditStore::entry).optional();
    }

    Instant now() {
        return sql.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    void add(AuditEntry entry) {
        sql.sql("""
                INSERT INTO audit_entry (seq, at, actor, action, subject, detail, previous, hash)
                VALUES (:seq, :at, :actor, :action, :subject, :detail::jsonb, :previous, :hash)
                """)
                .param("seq", entry.seq())
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("actor", entry.actor())
                .param("action", entry.action())
                .param("subject", entry.subject())
                .param("detail", JSON.writeValueAsString(entry.detail()))
                .param("previous", HexFormat.of().parseHex(entry.previous()))
                .param("hash", HexFormat.of().parseHex(entry.hash()))
                .update();
    }

    /** Counts the row, in its transaction and under the lock. The counter never decreases, even if rows are deleted. */
    void incrementCounter() {
        sql.sql("UPDATE audit_counter SET rows = rows + 1").update();
    }

    /** @return whether the place is new */
    boolean addAnchorPlace(String place) {
        return sql.sql("INSERT INTO audit_anchor (place) VALUES (:place) ON CONFLICT DO NOTHING")
                        .param("place", place)
                        .update()
                == 1;
    }

    /** The number of rows ever added. */
    long countedRows() {
        return sql.sql("SELECT coalesce(max(rows), 0) FROM audit_counter")
                .query(Long.class)
                .single();
    }

    List<AuditEntry> after(long seq, int limit) {
        return sql.sql("""
                SELECT * FROM audit_entry
                 WHERE seq > :seq
                 ORDER BY seq
                 LIMIT :limit
                """)
                .param("seq", seq)
                .param("limit", limit)
                .query(AuditStore::entry)
                .list();
    }

    List<AuditEntry> before(long seq, int limit) {
        return sql.sql("""
                SELECT * FROM audit_entry
                 WHERE seq < :seq
                 ORDER BY seq DESC
                 LIMIT :limit
                """)
                .param("seq", seq)
                .param("limit", limit)
                .query(AuditStore::entry)
                .list();
    }

    List<AuditEntry> about(String subject) {
        return sql.sql("""
                SELECT * FROM audit_entry
                 WHERE subject = :subject
                 ORDER BY seq
                """).param("subject", subject).query(AuditStore::entry).list();
    }

    boolean has(String action) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM audit_entry WHERE action = :action)")
                .param("action", action)
                .query(Boolean.class)
                .single();
    }

    static AuditEntry entry(ResultSet row, int n) throws SQLException {
        return new AuditEntry(
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                JSON.readValue(row.getString("detail"), new TypeReference<TreeMap<String, String>>() {}),
                HexFormat.of().formatHex(row.getBytes("previous")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
