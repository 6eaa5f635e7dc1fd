package org.belay.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.DispatchKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of reports: each message once, one row per recipient of a message, and a count per finding. */
@Repository
class ReportStore {

    /** Stored bytes per message. Enough for the report itself; the returned message may be truncated. */
    private static final int KEPT_BYTES = 32 * 1024;

    /** Stored reports that match no delivery. */
    private static final int KEPT_UNMATCHED = 1000;

    /** Stored reports per delivery and finding: a recipient can forge any number of reports with the signature of their mail. */
    private static final int KEPT_PER_DELIVERY = 5;

    private static final String KEPT = """
            SELECT r.id, r.received_at, r.recipient, r.finding, r.action, r.status, r.diagnostic, r.sender, r.subject,
                   p.mailing, p.kind
              FROM report r
              LEFT JOIN delivery d ON d.id = r.delivery
              LEFT JOIN dispatch p ON p.id = d.dispatch
            """;

    private final JdbcClient sql;

    ReportStore(JdbcClient sql) {
        this.sql = sql;
    }

    void saveMessage(String sha256, byte[] message) {
        sql.sql("""
                INSERT INTO report_message (sha256, size, beginning)
                VALUES (:sha256, :size, :beginning)
                ON CONFLICT (sha256) DO NOTHING
                """)
                .param("sha256", sha256)
                .param("size", message.length)
                .param("beginning", Arrays.copyOf(message, Math.min(message.length, KEPT_BYTES)))
                .update();
    }

    /** @return id of the new row; empty if the row existed */
    Optional<Long> add(String sha256, BounceMatch judgement, ParsedReport report) {
        Optional<RecipientStatus> said = judgement.status();
        return sql.sql("""
                INSERT INTO report (sha256, recipient, finding, action, status, diagnostic, delivery, sender, subject)
                VALUES (:sha256, :recipient, :finding, :action, :status, :diagnostic, :delivery, :sender, :subject)
                ON CONFLICT (sha256, recipient) DO NOTHING
                RETURNING id
                """)
                .param("sha256", sha256)
                .param("recipient", text(judgement.recipient()))
                .param("finding", judgement.finding().name())
                .param("action", said.map(s -> s.action().name()).orElse(null), Types.VARCHAR)
                .param("status", said.map(RecipientStatus::status).orElse(""))
                .param("diagnostic", text(said.map(RecipientStatus::diagnostic).orElse("")))
                .param("delivery", judgement.sent().map(s -> s.id().value()).orElse(null), Types.BIGINT)
                .param("sender", text(report.from()))
                .param("subject", text(report.subject()))
                .query(Long.class)
                .optional();
    }

    /**
     * The latest stored report with this finding about a delivery, if the maximum is stored already: a further report is then not stored.
     * Ignores reports of the same message.
     */
    Optional<Long> latestIfFull(String sha256, long delivery, ReportFinding finding) {
        return sql.sql("""
                SELECT max(id)
                  FROM report
                 WHERE delivery = :delivery AND finding = :finding AND sha256 <> :sha256
                HAVING count(*) >= :kept
                """)
                .param("delivery", delivery)
                .param("finding", finding.name())
                .param("sha256", sha256)
                .param("kept", KEPT_PER_DELIVERY)
                .query(Long.class)
                .optional();
    }

    /** Whether this message is stored. */
    boolean has(String sha256) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM report_message WHERE sha256 = :sha256)")
                .param("sha256", sha256)
                .query(Boolean.class)
                .single();
    }

    long id(String sha256, String recipient) {
        return sql.sql("SELECT id FROM report WHERE sha256 = :sha256 AND recipient = :recipient")
                .param("sha256", sha256)
                .param("recipient", text(recipient))
                .query(Long.class)
                .single();
    }

    void addToCount(ReportFinding finding, int more) {
        sql.sql("""
                INSERT INTO report_count (finding, n) VALUES (:finding, :more)
                ON CONFLICT (finding) DO UPDATE SET n = report_count.n + excluded.n
                """).param("finding", finding.name()).param("more", more).update();
    }

    Map<ReportFinding, Long> counts() {
        var counts = new EnumMap<ReportFinding, Long>(ReportFinding.class);
        sql.sql("SELECT finding, n FROM report_count").query(row -> {
            counts.put(ReportFinding.valueOf(row.getString("finding")), row.getLong("n"));
        });
        return counts;
    }

    /** Deletes all but the latest unmatched reports, so that a flood cannot fill the disk (docs/faults.md, B06). The counts remain. */
    void deleteOldUnmatched() {
        sql.sql("""
                WITH old AS (
                    DELETE FROM report
                     WHERE delivery IS NULL
                       AND id <= (SELECT id FROM report WHERE delivery IS NULL ORDER BY id DESC OFFSET :kept LIMIT 1)
                    RETURNING sha256
                )
                DELETE FROM report_message m
                 USING old
                 WHERE m.sha256 = old.sha256
                   AND NOT EXISTS (SELECT 1 FROM report r WHERE r.sha256 = m.sha256 AND r.delivery IS NOT NULL)
                """).param("kept", KEPT_UNMATCHED).update();
    }

    Optional<StoredReport> get(long id) {
        return sql.sql(KEPT + " WHERE r.id = :id")
                .param("id", id)
                .query(ReportStore::kept)
                .optional();
    }

    List<StoredReport> unmatched(int limit) {
        return sql.sql(KEPT + " WHERE r.delivery IS NULL ORDER BY r.id DESC LIMIT :limit")
                .param("limit", limit)
                .query(ReportStore::kept)
                .list();
    }

    byte[] message(long id) {
        return sql.sql("SELECT m.beginning FROM report r JOIN report_message m ON m.sha256 = r.sha256 WHERE r.id = :id")
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElse(new byte[0]);
    }

    private static StoredReport kept(ResultSet row, int n) throws SQLException {
        String kind = row.getString("kind");
        return new StoredReport(
                row.getLong("id"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("recipient"),
                ReportFinding.valueOf(row.getString("finding")),
                kind == null
                        ? Optional.empty()
                        : Optional.of(
                                new StoredReport.ReportedMailing(row.getLong("mailing"), DispatchKind.valueOf(kind))),
                Optional.ofNullable(row.getString("action")).map(DsnAction::valueOf),
                row.getString("status"),
                row.getString("diagnostic"),
                row.getString("sender"),
                row.getString("subject"));
    }

    /** PostgreSQL's type text cannot store NUL. Longer texts are truncated. */
    private static String text(String text) {
        String clean = text.replace('\0', ' ');
        return clean.length() > 500 ? clean.substring(0, 500) : clean;
    }
}
